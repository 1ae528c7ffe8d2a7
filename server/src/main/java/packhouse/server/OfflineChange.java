package packhouse.server;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Random;
import packhouse.protocol.RepoPath;
import packhouse.protocol.admin.Audience;
import packhouse.protocol.admin.Inquiry;
import packhouse.protocol.admin.Message;
import packhouse.protocol.admin.Trouble;
import packhouse.server.cli.Offline;
import packhouse.server.inspect.Guard;
import packhouse.server.inspect.Insight;
import packhouse.server.inspect.Problems;
import packhouse.server.inspect.TrashInsight;
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

/**
 * Changes the keys or the format of a repository, or sees to its trash, while no server holds its directory, nor can begin to. How long
 * deleted files rest is told by the default periods: the flags of the server that comes next are its own.
 */
final class OfflineChange {

    private final Path directory;
    private final Path state;

    /** The state directory is made if it is not there. */
    OfflineChange(Offline.Place place) {
        this.directory = place.repositories();
        this.state = place.state();
    }

    Message answer(RepoPath path, Inquiry inquiry, Audience audience) {
        OfflineFiles files = new OfflineFiles(directory, path);
        try {
            Optional<Message> objection = files.objection(path, inquiry.question());
            return objection.isPresent() ? objection.get() : answer(path, inquiry, audience, files.modes());
        } catch (IOException e) {
            return Problems.of(path, e);
        }
    }

    private Message answer(RepoPath path, Inquiry inquiry, Audience audience, Modes modes) throws IOException {
        try (StateDirectory held = StateDirectory.open(state, directory)) {
            InstantSource clock = InstantSource.system();
            Disk disk = RealDisk.probe(directory, warning -> {});
            Reserve reserve = new Reserve(disk, directory, Reserve.DEFAULT, clock);
            Repositories.Keeping keeping =
                    new Repositories.Keeping(held.path(), RestPeriods.DEFAULT, reserve, line -> {});
            LocalStore.Options options = new LocalStore.Options(modes, true);
            Repositories repositories =
                    new Repositories(directory, disk, options, Optional.of(keeping), new Quota(0), clock, new Random());
            Insight nobody = (repository, other, listener) -> Trouble.FAILED.problem("nothing else is done here", "");
            Guard guard = new DiskGuard(repositories, Leases.none());
            Insight managed = Management.insight(
                    repositories, disk, guard, Leases.none(), Turns.ALONE, (repository, line) -> {}, nobody);
            // An undo comes without a password, so nobody can be kept off; with a lock on the disk it is refused.
            return new TrashInsight(repositories, Leases.none(), Guard.NONE, managed).answer(path, inquiry, audience);
        } catch (BadConfiguration e) {
            return OfflineFiles.held(e);
        }
    }
}
