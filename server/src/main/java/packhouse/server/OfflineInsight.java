package packhouse.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Map;
import packhouse.protocol.RepoPath;
import packhouse.protocol.admin.Audience;
import packhouse.protocol.admin.Inquiry;
import packhouse.protocol.admin.Message;
import packhouse.protocol.admin.Question;
import packhouse.protocol.admin.Trouble;
import packhouse.server.cli.Offline;
import packhouse.server.inspect.Guard;
import packhouse.server.inspect.Insight;
import packhouse.server.inspect.LocalInsight;
import packhouse.server.inspect.Turns;
import packhouse.server.jobs.Foreground;
import packhouse.server.jobs.JobWorker;
import packhouse.server.jobs.Load;
import packhouse.server.jobs.Repacks;
import packhouse.server.keys.Leases;
import packhouse.storage.disk.Disk;
import packhouse.storage.disk.Modes;
import packhouse.storage.disk.RealDisk;
import packhouse.storage.repack.Presence;
import packhouse.storage.repository.Quota;
import packhouse.storage.repository.Repositories;
import packhouse.storage.repository.Reserve;
import packhouse.storage.store.local.LocalStore;

/**
 * Looks into the repositories of a directory that a server may be serving meanwhile: nothing below it is written. What changes something
 * is left to {@link OfflineWork} and {@link OfflineChange}.
 */
final class OfflineInsight implements Offline {

    private final Map<String, String> environment;

    OfflineInsight(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Message answer(Place place, RepoPath repository, Inquiry inquiry, Audience audience) {
        Path directory = place.repositories();
        if (!Files.isDirectory(directory)) {
            return Trouble.NO_REPOSITORY.problem(
                    "there is no directory " + directory, "--path names the directory that holds the repositories");
        }
        if (inquiry.question() == Question.REPACK && !inquiry.repacking().dryRun()) {
            return new OfflineWork(place).answer(repository, inquiry, audience);
        }
        if (changes(inquiry)) {
            return new OfflineChange(place).answer(repository, inquiry, audience);
        }
        try (TemporaryFolder folder = TemporaryFolder.make(environment)) {
            InstantSource clock = InstantSource.system();
            SecureRandom random = new SecureRandom();
            Disk disk = RealDisk.probe(directory, warning -> {});
            LocalStore.Options options = new LocalStore.Options(Modes.PRIVATE, true);
            Repositories repositories = new Repositories(directory, disk, options, new Quota(0), clock, random);
            Path catalog = folder.path().resolve("catalog");
            if (inquiry.question() == Question.REPACK) {
                return plans(repositories, disk, directory, catalog, clock).answer(repository, inquiry, audience);
            }
            Insight looks = new LocalInsight(repositories, disk, path -> catalog, Leases.none(), random, clock);
            return Management.insight(
                            repositories, disk, Guard.NONE, Leases.none(), Turns.ALONE, (path, line) -> {}, looks)
                    .answer(repository, inquiry, audience);
        } catch (IOException e) {
            return Trouble.FAILED.problem(
                    String.valueOf(e.getMessage()),
                    "run it as the user whose files these are; TMPDIR names another place " + "for temporary files");
        }
    }

    private static boolean changes(Inquiry inquiry) {
        return switch (inquiry.question()) {
            case ADD_KEY, REMOVE_KEY -> true;
            // Whoever reads the trash first puts in order what a crash left of it.
            case TRASH, HISTORY, RESTORE, EMPTY -> true;
            case UPGRADE -> !inquiry.repacking().dryRun();
            default -> false;
        };
    }

    private static Foreground plans(
            Repositories repositories, Disk disk, Path directory, Path catalog, InstantSource clock) {
        Repacks.Site site = new Repacks.Site(
                repositories, disk, directory, Reserve.DEFAULT, Repacks.Changes.PLAIN, path -> catalog, Work.threads());
        JobWorker.Means means = new JobWorker.Means(
                new Repacks(site, (path, opened) -> Presence.NOBODY, new SecureRandom(), clock),
                Leases.none(),
                repositories::store);
        JobWorker.Place here = new JobWorker.Place(disk, catalog, directory, Reserve.DEFAULT, 0, () -> Load.NONE);
        return new Foreground(here, means, clock, System::nanoTime);
    }
}
