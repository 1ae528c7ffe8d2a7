package packhouse.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Random;
import packhouse.protocol.RepoPath;
import packhouse.protocol.admin.Audience;
import packhouse.protocol.admin.Inquiry;
import packhouse.protocol.admin.Message;
import packhouse.protocol.admin.Trouble;
import packhouse.server.cli.Offline;
import packhouse.server.inspect.Insight;
import packhouse.server.inspect.Problems;
import packhouse.server.inspect.Turns;
import packhouse.server.keys.Leases;
import packhouse.storage.disk.Disk;
import packhouse.storage.disk.Modes;
import packhouse.storage.disk.RealDisk;
import packhouse.storage.history.RestPeriods;
import packhouse.storage.repository.Quota;
import packhouse.storage.repository.Repositories;
import packhouse.storage.repository.Reserve;
import packhouse.storage.store.local.LocalStore;

/** Changes the keys or the format of a repository while no server holds its directory, nor can begin to. */
final class OfflineChange {

    private final Path directory;
    private final Path state;

    /** The state directory is made if it is not there. */
    OfflineChange(Offline.Place place) {
        this.directory = place.repositories();
        this.state = place.state();
    }

    Message answer(RepoPath path, Inquiry inquiry, Audience audience) {
        Path config = config(path);
        if (!Files.exists(config)) {
            return Problems.noRepository(path);
        }
        try {
            String owner = Files.getOwner(config).getName();
            if (!owner.equals(System.getProperty("user.name"))) {
                return Trouble.FAILED.problem(
                        config + " belongs to " + owner + ", who could not read what another user writes",
                        "run it as " + owner);
            }
            return answer(path, inquiry, audience, modes(config));
        } catch (IOException e) {
            return Problems.of(path, e);
        }
    }

    private Path config(RepoPath path) {
        Path repository = directory;
        for (String folder : path.folders()) {
            repository = repository.resolve(folder);
        }
        return repository.resolve("config");
    }

    /** As the files that are there, since nobody says with which flags they are served. */
    private static Modes modes(Path config) throws IOException {
        return Files.getPosixFilePermissions(config).contains(PosixFilePermission.GROUP_WRITE)
                ? Modes.GROUP
                : Modes.PRIVATE;
    }

    private Message answer(RepoPath path, Inquiry inquiry, Audience audience, Modes modes) throws IOException {
        try (StateDirectory held = StateDirectory.open(state)) {
            InstantSource clock = InstantSource.system();
            Disk disk = RealDisk.probe(directory, warning -> {});
            Reserve reserve = new Reserve(disk, directory, Reserve.DEFAULT, clock);
            Repositories.Keeping keeping =
                    new Repositories.Keeping(held.path(), RestPeriods.DEFAULT, reserve, line -> {});
            LocalStore.Options options = new LocalStore.Options(modes, true);
            Repositories repositories =
                    new Repositories(directory, disk, options, Optional.of(keeping), new Quota(0), clock, new Random());
            Insight nobody = (repository, other, listener) -> Trouble.FAILED.problem("nothing else is done here", "");
            return Management.insight(
                            repositories,
                            disk,
                            new DiskGuard(repositories, Leases.none()),
                            Leases.none(),
                            Turns.ALONE,
                            (repository, line) -> {},
                            nobody)
                    .answer(path, inquiry, audience);
        } catch (BadConfiguration e) {
            return Trouble.LOCKED.problem(
                    String.valueOf(e.getMessage()), "leave out --offline, and the server that holds it does it");
        }
    }
}
