package packhouse.storage.history;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import packhouse.storage.disk.Disk;
import packhouse.storage.disk.NoSpaceException;
import packhouse.storage.store.SwapStore;

/**
 * Where the trash of one repository is kept: made when it is first needed, and put in order before anything is built on it. Whoever works
 * on the trash as a whole works alone, by its monitor; deletes go on beside that.
 */
final class Vault {

    private final SwapStore store;
    private final Disk disk;
    private final Side side;
    private final InstantSource clock;
    private final Consumer<String> talk;
    private final Gate gate;

    private volatile Optional<Chest> chest = Optional.empty();

    /** What has begun and not come to its end, or has failed. The first is whatever was before this process. */
    private final AtomicInteger disorder = new AtomicInteger(1);

    /** Something to do with the trash while nobody else does. */
    @FunctionalInterface
    interface Work<T> {
        T on(Chest chest) throws IOException;
    }

    Vault(SwapStore store, Disk disk, Side side, InstantSource clock, Consumer<String> talk, Gate gate) {
        this.store = store;
        this.disk = disk;
        this.side = side;
        this.clock = clock;
        this.talk = talk;
        this.gate = gate;
    }

    /** The trash, if there is one as far as is known. Waits for nobody. */
    Optional<Chest> chest() {
        return chest;
    }

    /** The trash, made if there is none. */
    synchronized Chest make() throws IOException {
        if (chest.isEmpty()) {
            Chest opened = Chest.open(disk, side.make(), clock);
            opened.staging().clear();
            chest = Optional.of(opened);
            recover(opened);
        }
        return chest.get();
    }

    /** An empty folder beside it, for files in the making. */
    synchronized Path staging() throws IOException {
        return make().staging().fresh();
    }

    /** Puts in order what a crash left, or what failed since. */
    synchronized void recover() throws IOException {
        if (chest.isEmpty() && side.find().isPresent()) {
            make();
        }
        if (chest.isPresent() && disorder.get() > 0) {
            recover(chest.get());
        }
    }

    /** The same for what makes room, which must be possible on a full disk: the log is read as it is, and recovery comes later. */
    synchronized void recoverIfThereIsRoom() throws IOException {
        try {
            recover();
        } catch (NoSpaceException e) {
            talk.accept("what was cut off cannot be ended yet: " + e.getMessage());
        }
    }

    @SuppressWarnings("try") // the gate is only held
    private void recover(Chest opened) throws IOException {
        try (Gate.Closed held = gate.close()) {
            new Recovery(store, disk, opened, talk).run();
            disorder.set(0);
        }
    }

    /** From now on recovery comes before anything else. */
    void disturbed() {
        disorder.incrementAndGet();
    }

    /** One thing that was disturbed has come to its end. Others, as a delete that failed meanwhile, are as they were. */
    void settled() {
        disorder.decrementAndGet();
    }

    /** Works on the trash alone; empty if there is none. Deletes go on meanwhile, in a new commit. */
    synchronized <T> Optional<T> exclusively(Work<T> work) throws IOException {
        recoverIfThereIsRoom();
        if (chest.isEmpty()) {
            return Optional.empty();
        }
        end(chest.get());
        try {
            return Optional.of(work.on(chest.get()));
        } catch (IOException | RuntimeException e) {
            disturbed();
            throw e;
        }
    }

    /** The next delete is in another commit; all of this one have come to their end. */
    @SuppressWarnings("try") // the gate is only held
    void end(Chest opened) {
        try (Gate.Closed held = gate.close()) {
            opened.commit().close();
        }
    }

    /** Reads the trash, in order, while nobody else works on it; empty if there is none. */
    synchronized <T> Optional<T> inOrder(Work<T> work) throws IOException {
        recover();
        return chest.isEmpty() ? Optional.empty() : Optional.of(work.on(chest.get()));
    }

    /** Changes live files by way of the trash, alone. What fails is put right at once, if it can be. */
    synchronized <T> T change(Work<T> work) throws IOException {
        Chest opened = make();
        recover();
        try {
            return work.on(opened);
        } catch (IOException | RuntimeException e) {
            putRight(e);
            throw e;
        }
    }

    private void putRight(Exception why) {
        try {
            recover();
        } catch (IOException e) {
            // Tried again before the next thing that is done here.
            why.addSuppressed(e);
        }
    }
}
