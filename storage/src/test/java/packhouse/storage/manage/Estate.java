package packhouse.storage.manage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import packhouse.protocol.RepoPath;
import packhouse.storage.Golden;
import packhouse.storage.TestClock;
import packhouse.storage.Unpacked;
import packhouse.storage.disk.Disk;
import packhouse.storage.disk.Modes;
import packhouse.storage.history.RestPeriods;
import packhouse.storage.repository.Quota;
import packhouse.storage.repository.Repositories;
import packhouse.storage.repository.Repository;
import packhouse.storage.repository.Reserve;
import packhouse.storage.repository.Unlocked;
import packhouse.storage.store.Store;
import packhouse.storage.store.local.LocalStore;

/** A repository that a real client wrote, on the disk of this machine, with a trash. */
final class Estate {

    static final RepoPath PATH = RepoPath.parse("laptop").orElseThrow();

    final TestClock clock = new TestClock();
    final Path directory;
    final Disk disk;
    final Repositories repositories;
    final Repository repository;
    final Store store;

    Estate(Golden golden, Path top) throws IOException {
        directory = golden.unpack(Files.createDirectories(top.resolve("laptop")));
        Path state = Files.createDirectories(top.resolve(".packhouse"));
        disk = Unpacked.disk(top);
        repositories = new Repositories(
                top,
                disk,
                new LocalStore.Options(Modes.PRIVATE, true),
                Optional.of(new Repositories.Keeping(
                        state, RestPeriods.DEFAULT, new Reserve(disk, top, 0, clock), line -> {})),
                new Quota(0),
                clock,
                new Random(1));
        repository = repositories.find(PATH).orElseThrow();
        store = repositories.store(PATH).orElseThrow();
    }

    Unlocked opened(byte[] password) throws IOException {
        return Unlocked.open(store, password);
    }

    Unlocked opened() throws IOException {
        return opened(Golden.password());
    }
}
