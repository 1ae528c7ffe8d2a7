package packhouse.storage.store.local;

import static org.assertj.core.api.Assertions.assertThat;
import static packhouse.storage.store.Uploads.content;
import static packhouse.storage.store.Uploads.download;
import static packhouse.storage.store.Uploads.id;
import static packhouse.storage.store.Uploads.listed;
import static packhouse.storage.store.Uploads.name;
import static packhouse.storage.store.Uploads.upload;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import packhouse.protocol.FileId;
import packhouse.protocol.FileName;
import packhouse.protocol.FileType;
import packhouse.storage.TestClock;
import packhouse.storage.disk.Attributes;
import packhouse.storage.disk.Modes;
import packhouse.storage.disk.PowerCut;
import packhouse.storage.disk.SimulatedDisk;
import packhouse.storage.disk.SimulatedDisk.Survival;
import packhouse.storage.disk.WritableFile;
import packhouse.storage.store.Saved;
import packhouse.storage.store.Uploads;

/** The power fails after each step of each change, and nothing that was confirmed is lost and nothing partial is seen. */
final class CrashTest {

    private static final Path TOP = Path.of("/top");
    private static final LocalLayout LAYOUT =
            new LocalLayout(TOP.resolve("alice").resolve("laptop"));
    private static final int SEEDS = 6;
    private static final byte[] FRESH = content(new Random(20_260_107), 300);
    private static final byte[] KEPT = content(new Random(20_260_108), 200);

    /** One restart: how the machine comes up again. */
    private record Fate(Survival survival, long seed) {

        static List<Fate> all() {
            return Stream.concat(
                            Stream.of(new Fate(Survival.EVERYTHING, 0), new Fate(Survival.NOTHING_UNFORCED, 0)),
                            Stream.iterate(0, i -> i + 1).limit(SEEDS).map(i -> new Fate(Survival.BY_CHANCE, i)))
                    .toList();
        }
    }

    /** A change, and what must be true before and after it. */
    private enum Change {
        UPLOAD {
            @Override
            void make(Machine machine, FileName name) throws IOException {
                assertThat(upload(machine.store, name, FRESH)).isNotInstanceOf(Saved.Differs.class);
            }
        },
        UPLOAD_AGAIN {
            @Override
            void prepare(Machine machine, FileName name) throws IOException {
                upload(machine.store, name, FRESH);
            }

            @Override
            void make(Machine machine, FileName name) throws IOException {
                assertThat(upload(machine.store, name, FRESH)).isEqualTo(new Saved.Present(FRESH.length));
            }
        },
        FOUND {
            @Override
            void prepare(Machine machine, FileName name) throws IOException {
                machine.putUnforced(name, FRESH);
            }

            @Override
            void make(Machine machine, FileName name) throws IOException {
                assertThat(upload(machine.store, name, FRESH)).isNotInstanceOf(Saved.Differs.class);
            }
        },
        HEAL {
            @Override
            void prepare(Machine machine, FileName name) throws IOException {
                machine.put(name, KEPT);
            }

            @Override
            void make(Machine machine, FileName name) throws IOException {
                upload(machine.store, name, FRESH);
            }
        },
        DELETE {
            @Override
            void prepare(Machine machine, FileName name) throws IOException {
                upload(machine.store, name, FRESH);
            }

            @Override
            void make(Machine machine, FileName name) throws IOException {
                machine.store.delete(name);
            }
        };

        void prepare(Machine machine, FileName name) throws IOException {}

        abstract void make(Machine machine, FileName name) throws IOException;

        boolean mayBe(Optional<byte[]> found) {
            return switch (this) {
                // Nothing is promised of the files of others, until a client of ours was told that it is there.
                case FOUND -> true;
                case UPLOAD, DELETE -> found.isEmpty() || Arrays.equals(found.get(), FRESH);
                case UPLOAD_AGAIN -> found.isPresent() && Arrays.equals(found.get(), FRESH);
                case HEAL ->
                    found.isPresent() && (Arrays.equals(found.get(), FRESH) || Arrays.equals(found.get(), KEPT));
            };
        }

        boolean mustBe(Optional<byte[]> found) {
            return this == DELETE ? found.isEmpty() : found.isPresent() && Arrays.equals(found.get(), FRESH);
        }
    }

    /** A machine with a disk, and a store as each new process of the server has it. */
    private static final class Machine {
        final TestClock clock = new TestClock();
        final SimulatedDisk disk = new SimulatedDisk(clock);
        LocalStore store = start();

        Machine() throws IOException {
            disk.makeDirectory(TOP, Modes.PRIVATE);
            disk.forceDirectory(Path.of("/"));
        }

        private LocalStore start() {
            return new LocalStore(
                    TOP,
                    LAYOUT.root(),
                    disk,
                    new LocalStore.Options(Modes.PRIVATE, true),
                    clock,
                    new Random(1),
                    Uploads.UNCOUNTED);
        }

        void restart(Fate fate) {
            disk.restart(fate.survival(), fate.seed());
            clock.advance(Duration.ofMinutes(1));
            store = start();
        }

        void putUnforced(FileName name, byte[] bytes) throws IOException {
            try (WritableFile out = disk.create(LAYOUT.file(name), Modes.PRIVATE)) {
                out.write(ByteBuffer.wrap(bytes));
            }
        }

        void put(FileName name, byte[] bytes) throws IOException {
            putUnforced(name, bytes);
            disk.force(LAYOUT.file(name));
            disk.forceDirectory(LAYOUT.directory(name));
        }

        List<String> temporaries(Path directory) throws IOException {
            List<String> found = new ArrayList<>();
            List<String> names = new ArrayList<>();
            disk.list(directory, names::add);
            for (String name : names) {
                if (disk.look(directory.resolve(name))
                        .filter(Attributes::isDirectory)
                        .isPresent()) {
                    found.addAll(temporaries(directory.resolve(name)));
                } else if (LocalLayout.isTemporary(name)) {
                    found.add(name);
                }
            }
            return found;
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "CONFIG")
    void anUploadIsThereAsAWholeOrNotAtAll(FileType type) throws IOException {
        enumerate(Change.UPLOAD, name(type, FRESH));
    }

    @Test
    void aConfigIsThereAsAWholeOrNotAtAll() throws IOException {
        enumerate(Change.UPLOAD, FileName.config());
    }

    @ParameterizedTest
    @EnumSource
    void anUploadAgainTakesNothingAway(FileType type) throws IOException {
        enumerate(Change.UPLOAD_AGAIN, name(type, FRESH));
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "CONFIG")
    void aFileThatAnotherProgramLeftUnforcedIsDurableOnceItIsConfirmed(FileType type) throws IOException {
        enumerate(Change.FOUND, name(type, FRESH));
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "CONFIG")
    void aDamagedCopyStaysUntilTheGoodOneIsThere(FileType type) throws IOException {
        enumerate(Change.HEAL, name(type, FRESH));
    }

    @ParameterizedTest
    @EnumSource
    void whatWasDeletedStaysDeleted(FileType type) throws IOException {
        enumerate(Change.DELETE, name(type, FRESH));
    }

    private static void enumerate(Change change, FileName name) throws IOException {
        for (Fate fate : Fate.all()) {
            int step = 1;
            while (!survives(change, name, fate, step)) {
                step++;
            }
            assertThat(step).as("steps of %s", change).isGreaterThan(1);
        }
    }

    /** Whether the change was over before that step came. */
    private static boolean survives(Change change, FileName name, Fate fate, int step) throws IOException {
        Machine machine = new Machine();
        machine.store.create();
        for (FileType type : FileType.listed()) {
            upload(machine.store, name(type, KEPT), KEPT);
        }
        change.prepare(machine, name);
        machine.disk.crashAfter(machine.disk.steps() + step);
        boolean confirmed;
        try {
            change.make(machine, name);
            confirmed = true;
        } catch (PowerCut e) {
            confirmed = false;
        }
        String situation = change + " of " + name + ", " + fate + ", cut after step " + step;
        machine.restart(fate);
        check(machine, change, name, confirmed, situation);
        clean(machine, situation);
        change.make(machine, name);
        check(machine, change, name, true, situation + ", tried again");
        // The process may have died without the machine: what its successor confirms must not rest on what it left
        // unforced.
        machine.restart(new Fate(Survival.NOTHING_UNFORCED, 0));
        check(machine, change, name, true, situation + ", tried again and cut");
        return confirmed;
    }

    private static void check(Machine machine, Change change, FileName name, boolean confirmed, String situation)
            throws IOException {
        LocalStore store = machine.store;
        for (FileType type : FileType.listed()) {
            assertThat(download(store, name(type, KEPT)))
                    .as(situation)
                    .hasValueSatisfying(kept -> assertThat(kept).isEqualTo(KEPT));
        }
        // Not every kind each time: the 256 folders of packs would take most of the test's time.
        List<FileId> expected = new ArrayList<>(name.type() == FileType.CONFIG ? List.of() : List.of(id(KEPT)));
        if (store.size(name).isPresent()) {
            expected.add(name.digest().orElse(new FileId(0, 0, 0, 0)));
        }
        assertThat(listed(store, name.type())).as(situation).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(listed(store, FileType.KEYS)).as(situation).contains(id(KEPT));
        Optional<byte[]> found = download(store, name);
        assertThat(change.mayBe(found) || change.mustBe(found))
                .as(situation + ": whole or not at all")
                .isTrue();
        assertThat(!confirmed || change.mustBe(found))
                .as(situation + ": confirmed")
                .isTrue();
    }

    private static void clean(Machine machine, String situation) throws IOException {
        int left = machine.temporaries(TOP).size();
        Leftovers leftovers = new Leftovers(machine.disk, machine.clock.instant(), machine.clock.instant());
        assertThat(machine.store.clearLeftovers(leftovers)).as(situation).isEqualTo(left);
        assertThat(machine.temporaries(TOP)).as(situation).isEmpty();
    }

    @Test
    void aRepositoryWhoseCreationWasCutOffIsCreatedAgain() throws IOException {
        for (Fate fate : Fate.all()) {
            boolean confirmed = false;
            for (int step = 1; !confirmed; step++) {
                Machine machine = new Machine();
                machine.disk.crashAfter(machine.disk.steps() + step);
                try {
                    machine.store.create();
                    confirmed = true;
                } catch (PowerCut e) {
                    confirmed = false;
                }
                machine.restart(fate);
                String situation = "create, " + fate + ", cut after step " + step;
                assertThat(!confirmed || machine.store.exists()).as(situation).isTrue();
                FileName pack = name(FileType.DATA, FRESH);
                assertThat(upload(machine.store, pack, FRESH)).as(situation).isEqualTo(new Saved.Stored(300));
                machine.restart(new Fate(Survival.NOTHING_UNFORCED, 0));
                assertThat(download(machine.store, pack)).as(situation).isPresent();
                machine.store.create();
                machine.restart(new Fate(Survival.NOTHING_UNFORCED, 0));
                for (Path directory : LAYOUT.all()) {
                    assertThat(machine.disk.look(directory)).as(situation).isPresent();
                }
            }
        }
    }
}
