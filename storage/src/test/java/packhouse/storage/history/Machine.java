package packhouse.storage.history;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import packhouse.protocol.FileId;
import packhouse.protocol.FileName;
import packhouse.storage.TestClock;
import packhouse.storage.disk.Attributes;
import packhouse.storage.disk.Disk;
import packhouse.storage.disk.Modes;
import packhouse.storage.disk.Region;
import packhouse.storage.disk.SimulatedDisk;
import packhouse.storage.disk.SimulatedDisk.Survival;
import packhouse.storage.store.Uploads;
import packhouse.storage.store.local.LocalStore;

/** A machine with a simulated disk, one repository and its trash, as each new process of the server has them. */
final class Machine {

    static final Path TOP = Path.of("/top");
    static final Path ROOT = TOP.resolve("alice");
    static final Path STATE = Path.of("/state");
    static final Path OUTSIDE = STATE.resolve("repositories").resolve("alice");

    final List<String> said = new ArrayList<>();
    final TestClock clock = new TestClock();
    final SimulatedDisk disk;
    final RestPeriods periods;
    /** Whether people read the directory itself. */
    boolean lingers;

    /** What the repository counts for, as its store has told so far. */
    final AtomicLong weight = new AtomicLong();

    final Disk seen;
    LocalStore store;
    Side side;
    History history;
    Caretaker caretaker;

    Machine() throws IOException {
        this(RestPeriods.DEFAULT);
    }

    Machine(RestPeriods periods) throws IOException {
        this(periods, disk -> disk);
    }

    /** {@code glasses}: what the program sees in place of the disk. */
    Machine(RestPeriods periods, UnaryOperator<Disk> glasses) throws IOException {
        this.periods = periods;
        this.disk = new SimulatedDisk(clock);
        this.seen = glasses.apply(disk);
        disk.makeDirectory(TOP, Modes.PRIVATE);
        disk.makeDirectory(STATE, Modes.PRIVATE);
        disk.forceDirectory(Path.of("/"));
        start();
    }

    /** One whose directory people read themselves. */
    static Machine withReaders() throws IOException {
        Machine machine = new Machine();
        machine.lingers = true;
        machine.start();
        return machine;
    }

    private Machine(Machine other) {
        this.lingers = other.lingers;
        this.periods = other.periods;
        this.disk = other.disk;
        this.seen = other.seen;
        start();
    }

    /** Another process beside this one, which should not be. */
    Machine beside() {
        return new Machine(this);
    }

    /** A process begins; it has not recovered yet. */
    void start() {
        LocalStore.Options options = new LocalStore.Options(Modes.PRIVATE, true, lingers);
        weight.set(0);
        store = new LocalStore(TOP, ROOT, seen, options, clock, new Random(1), weight::addAndGet);
        side = new Side(seen, STATE, OUTSIDE, ROOT);
        history = new History(store, seen, side, clock, said::add);
        caretaker = new Caretaker(history, store, seen, ROOT.resolve("locks"), periods, clock);
    }

    /** The power comes back. */
    void restart(Survival survival, long seed) {
        disk.restart(survival, seed);
        clock.advance(Duration.ofSeconds(90));
        start();
    }

    /** What a file holds, by its hash. */
    Optional<FileId> read(Path file) throws IOException {
        Optional<Region> opened = disk.open(file);
        if (opened.isEmpty()) {
            return Optional.empty();
        }
        try (Region region = opened.get()) {
            ByteBuffer bytes = ByteBuffer.allocate((int) region.size());
            region.read(bytes, 0);
            return Optional.of(Uploads.id(bytes.array()));
        }
    }

    /** What the store gives under this name, by its hash. */
    Optional<FileId> live(FileName name) throws IOException {
        return Uploads.download(store, name).map(Uploads::id);
    }

    /** What the trash has of a file. */
    Optional<FileId> trashed(Resting file) throws IOException {
        Optional<Path> place = side.find();
        return place.isEmpty()
                ? Optional.empty()
                : read(new Trash(disk, Side.trash(place.get())).file(file.commit(), file.name()));
    }

    /** Every file of the disk with what it holds. */
    Map<Path, FileId> everything() throws IOException {
        Map<Path, FileId> all = new TreeMap<>();
        collect(Path.of("/"), all);
        return all;
    }

    private void collect(Path directory, Map<Path, FileId> all) throws IOException {
        List<String> names = new ArrayList<>();
        disk.list(directory, names::add);
        for (String name : names) {
            Path path = directory.resolve(name);
            if (disk.look(path).filter(Attributes::isFile).isPresent()) {
                all.put(path, read(path).orElseThrow());
            } else {
                collect(path, all);
            }
        }
    }
}
