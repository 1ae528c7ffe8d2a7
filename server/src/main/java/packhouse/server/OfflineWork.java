package packhouse.server;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Random;
import packhouse.protocol.RepoPath;
import packhouse.protocol.admin.Audience;
import packhouse.protocol.admin.Inquiry;
import packhouse.protocol.admin.LineView;
import packhouse.protocol.admin.Message;
import packhouse.protocol.admin.Trouble;
import packhouse.server.cli.Offline;
import packhouse.server.jobs.Foreground;
import packhouse.server.jobs.JobWorker;
import packhouse.server.jobs.Load;
import packhouse.server.jobs.Repacks;
import packhouse.server.keys.Leases;
import packhouse.storage.disk.Disk;
import packhouse.storage.disk.Modes;
import packhouse.storage.disk.RealDisk;
import packhouse.storage.history.RestPeriods;
import packhouse.storage.repository.Quota;
import packhouse.storage.repository.Repositories;
import packhouse.storage.repository.Reserve;
import packhouse.storage.store.local.LocalStore;

/** Changes a repository without a server, while no server holds its directory nor can begin to. */
final class OfflineWork {

    /** Nothing is deleted and nothing destroyed here; the server that comes next has periods of its own. */
    private static final RestPeriods RESTS = new RestPeriods(Duration.ofDays(30), Duration.ofDays(7));

    private final Offline.Place place;

    OfflineWork(Offline.Place place) {
        this.place = place;
    }

    Message answer(RepoPath repository, Inquiry inquiry, Audience audience) {
        OfflineFiles files = new OfflineFiles(place.repositories(), repository);
        try {
            Optional<Message> objection = files.objection(repository, inquiry.question());
            return objection.isPresent() ? objection.get() : answer(repository, inquiry, audience, files.modes());
        } catch (IOException e) {
            return Trouble.FAILED.problem(String.valueOf(e.getMessage()), "run it as the user whose files these are");
        }
    }

    private Message answer(RepoPath repository, Inquiry inquiry, Audience audience, Modes modes) throws IOException {
        try (StateDirectory state = StateDirectory.open(place.state(), place.repositories())) {
            return work(state, modes, audience).answer(repository, inquiry, audience);
        } catch (BadConfiguration e) {
            return OfflineFiles.held(e);
        }
    }

    private Foreground work(StateDirectory state, Modes modes, Audience audience) throws IOException {
        InstantSource clock = InstantSource.system();
        Path root = place.repositories();
        Disk disk = RealDisk.probe(root, warning -> audience.tell(new LineView(warning)));
        Reserve reserve = new Reserve(disk, root, Reserve.DEFAULT, clock);
        Repositories.Keeping keeping =
                new Repositories.Keeping(state.path(), RESTS, reserve, line -> audience.tell(new LineView(line)));
        Repositories repositories = new Repositories(
                root,
                disk,
                new LocalStore.Options(modes, true),
                Optional.of(keeping),
                new Quota(0),
                clock,
                new Random());
        Attendance attendance = new Attendance(disk, state.path(), clock, line -> audience.tell(new LineView(line)));
        Repacks.Site site = new Repacks.Site(
                repositories,
                disk,
                root,
                Reserve.DEFAULT,
                new DiskGuard(repositories, Leases.none())::locked,
                state::catalog,
                Work.threads());
        JobWorker.Means means = new JobWorker.Means(
                new Repacks(site, attendance, new SecureRandom(), clock), Leases.none(), repositories::store);
        JobWorker.Place here = new JobWorker.Place(disk, state.jobs(), root, Reserve.DEFAULT, 0, () -> Load.NONE);
        return new Foreground(here, means, clock, System::nanoTime);
    }
}
