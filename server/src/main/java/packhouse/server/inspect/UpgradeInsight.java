package packhouse.server.inspect;

import java.io.Closeable;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.random.RandomGenerator;
import packhouse.protocol.RepoPath;
import packhouse.protocol.admin.Audience;
import packhouse.protocol.admin.Inquiry;
import packhouse.protocol.admin.Message;
import packhouse.protocol.admin.Question;
import packhouse.protocol.admin.Secret;
import packhouse.protocol.admin.Trouble;
import packhouse.protocol.admin.UpgradeView;
import packhouse.server.keys.Lease;
import packhouse.server.keys.Leases;
import packhouse.storage.disk.Disk;
import packhouse.storage.format.RepositoryConfig;
import packhouse.storage.history.History;
import packhouse.storage.manage.Upgrade;
import packhouse.storage.manage.Upgraded;
import packhouse.storage.repository.NoRepositoryException;
import packhouse.storage.repository.Repositories;
import packhouse.storage.repository.Unlocked;

/** Gives repositories the newest version of the format; other questions go to the next one. */
public final class UpgradeInsight implements Insight {

    private final Site site;
    private final Leases keys;
    private final Turns turns;
    private final RandomGenerator random;
    private final InstantSource clock;
    private final Insight next;

    /**
     * Where repositories are.
     *
     * @param guard keeps off who works there itself
     * @param report is told of each change, for the log
     */
    public record Site(Repositories repositories, Disk disk, Guard guard, BiConsumer<RepoPath, String> report) {}

    /**
     * The format of the repositories of a site.
     *
     * @param keys that are at hand
     * @param turns with those who change repositories too
     * @param random a source for cryptography
     * @param next answers what is not about the format
     */
    public UpgradeInsight(
            Site site, Leases keys, Turns turns, RandomGenerator random, InstantSource clock, Insight next) {
        this.site = site;
        this.keys = keys;
        this.turns = turns;
        this.random = random;
        this.clock = clock;
        this.next = next;
    }

    @Override
    public Message answer(RepoPath path, Inquiry inquiry, Audience audience) {
        if (inquiry.question() != Question.UPGRADE) {
            return next.answer(path, inquiry, audience);
        }
        try (Lease lease = lease(path, inquiry.password())) {
            Unlocked repository = lease.repository();
            return inquiry.repacking().dryRun()
                    ? told(path, repository.version(), Upgrade.look(repository, clock))
                    : inTurn(path, repository);
        } catch (IOException e) {
            return Problems.of(path, e);
        }
    }

    private Message inTurn(RepoPath path, Unlocked repository) throws IOException {
        if (!turns.claim().test(path)) {
            return Trouble.LOCKED.problem("a job is at work on " + path, "packhouse job list shows it");
        }
        try {
            History history = site.repositories()
                    .find(path)
                    .flatMap(found -> found.history())
                    .orElseThrow(() -> new IOException(path + ": there is no trash that the old config could go to"));
            Upgraded result = upgraded(path, repository, history);
            if (result instanceof Upgraded.Done done) {
                site.report()
                        .accept(
                                path,
                                "upgraded from version " + repository.version() + " of the format to "
                                        + RepositoryConfig.NEWEST + " by commit " + done.commit());
            }
            return told(path, repository.version(), result);
        } finally {
            turns.release().accept(path);
        }
    }

    @SuppressWarnings("try") // the guard is only held
    private Upgraded upgraded(RepoPath path, Unlocked repository, History history) throws IOException {
        try (Closeable held = site.guard().hold(path, Optional.of(repository))) {
            return new Upgrade(repository, history, site.disk(), random, clock).run();
        }
    }

    private static Message told(RepoPath path, int version, Upgraded result) {
        if (result instanceof Upgraded.Busy busy) {
            return Trouble.LOCKED.problem(
                    busy.who() + "; the format is upgraded only while nobody is",
                    "wait until that is over; a lock that a dead client left goes by 'restic unlock', and counts for"
                            + " half an hour at most");
        }
        // Whoever was faster made it the newest.
        int from = result instanceof Upgraded.Already ? RepositoryConfig.NEWEST : version;
        long commit = result instanceof Upgraded.Done done ? done.commit() : 0;
        return new UpgradeView(path.toString(), from, RepositoryConfig.NEWEST, commit);
    }

    /** A password that was given counts, also if the key is held: who asks wants to know whether it is right. */
    private Lease lease(RepoPath path, Optional<Secret> password) throws IOException {
        if (password.isEmpty()) {
            return keys.take(path)
                    .orElseThrow(() -> new SealedException("this needs the repository password of " + path));
        }
        return Lease.own(Unlocked.open(
                site.repositories().store(path).orElseThrow(NoRepositoryException::new),
                password.get().bytes()));
    }
}
