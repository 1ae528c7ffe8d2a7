package packhouse.server;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import packhouse.protocol.RepoPath;
import packhouse.server.keys.KeyReport;
import packhouse.server.keys.KeyRing;
import packhouse.server.keys.StandingPasswords;
import packhouse.server.log.ServerLog;

/** The keys that this server holds, forgotten when their time is over and when it ends. */
final class KeyKeeping implements AutoCloseable {

    /** A key is used no more once its time is over; it is gone from memory at most this long after. */
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final KeyRing ring;
    private final ScheduledExecutorService looks = Executors.newSingleThreadScheduledExecutor(Threads.named("keys"));

    private KeyKeeping(KeyRing ring) {
        this.ring = ring;
    }

    /**
     * Begins without keys, and says which passwords stand ready.
     *
     * @throws BadConfiguration if one of them cannot be used
     */
    static KeyKeeping open(Storage storage, Map<String, String> environment, ServerLog log, InstantSource clock)
            throws BadConfiguration {
        StandingPasswords passwords = new StandingPasswords(environment);
        try {
            for (String source : passwords.sources()) {
                log.info(
                        "keys", "repositories are unlocked when they are first needed, with the password in " + source);
            }
        } catch (IOException e) {
            throw new BadConfiguration(String.valueOf(e.getMessage()), e);
        }
        KeyKeeping keeping = new KeyKeeping(new KeyRing(storage.repositories()::store, passwords, clock, report(log)));
        keeping.looks.scheduleWithFixedDelay(
                keeping.ring::expire, LOOK.toMillis(), LOOK.toMillis(), TimeUnit.MILLISECONDS);
        return keeping;
    }

    KeyRing ring() {
        return ring;
    }

    private static KeyReport report(ServerLog log) {
        return new KeyReport() {
            @Override
            public void unlocked(RepoPath repository, String by, Optional<Instant> until) {
                log.info(
                        "keys",
                        "unlocked",
                        "repo",
                        repository.toString(),
                        "by",
                        by,
                        "until",
                        until.map(Instant::toString).orElse("locked or stopped"));
            }

            @Override
            public void sealed(RepoPath repository, String why) {
                log.info("keys", "sealed", "repo", repository.toString(), "why", why);
            }

            @Override
            public void refused(RepoPath repository, String why) {
                log.warn("keys", "not unlocked", "repo", repository.toString(), "why", why);
            }
        };
    }

    @Override
    public void close() {
        looks.shutdownNow();
        ring.close();
    }
}
