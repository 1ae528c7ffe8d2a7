package packhouse.server;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import packhouse.server.http.Tls;
import packhouse.server.log.AccessLog;
import packhouse.server.log.ServerLog;
import packhouse.server.watch.Watch;

/** What the server does by itself: looks for changed files, and counts what is stored. */
final class Rounds implements AutoCloseable {

    /** A changed certificate is in use within 30 s. */
    private static final Duration LOOK = Duration.ofSeconds(10);

    /** How often files that others added or removed are counted in; lists see them at once. */
    private static final Duration SURVEY = Duration.ofMinutes(10);

    /** How often it is looked for deleted files that have rested long enough. */
    private static final Duration PURGE = Duration.ofMinutes(10);

    /** How often it is looked who is at work, and whether what was deleted by mistake can be shown again. */
    private static final Duration WATCH = Duration.ofMinutes(1);

    private static final Duration WATCH_FIRST = Duration.ofSeconds(5);

    private final Storage storage;
    private final Watch watch;
    private final TrashRound trash;
    private final Doors doors;
    private final Optional<Tls> tls;
    private final Talk talk;
    private final ServerLog log;
    private final Instant started = Instant.now();
    private final CountDownLatch counted = new CountDownLatch(1);
    private final ScheduledExecutorService looks = Executors.newSingleThreadScheduledExecutor(Threads.named("rounds"));
    private final ScheduledExecutorService surveys =
            Executors.newSingleThreadScheduledExecutor(Threads.named("survey"));
    private final ScheduledExecutorService watches = Executors.newSingleThreadScheduledExecutor(Threads.named("watch"));

    Rounds(
            Storage storage,
            Watch watch,
            ReleaseRound release,
            Doors doors,
            Optional<Tls> tls,
            Talk talk,
            ServerLog log) {
        this.storage = storage;
        this.watch = watch;
        this.trash =
                new TrashRound(storage.repositories(), watch, release, InstantSource.system(), System::nanoTime, log);
        this.doors = doors;
        this.tls = tls;
        this.talk = talk;
        this.log = log;
    }

    void begin() {
        looks.scheduleWithFixedDelay(
                guarded(this::reloadCertificate), LOOK.toMillis(), LOOK.toMillis(), TimeUnit.MILLISECONDS);
        surveys.scheduleWithFixedDelay(guarded(this::survey), 0, SURVEY.toMillis(), TimeUnit.MILLISECONDS);
        watch();
        surveys.scheduleWithFixedDelay(guarded(trash::run), PURGE.toMillis(), PURGE.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Not at once: the survey finds the repositories first. */
    private void watch() {
        watches.scheduleWithFixedDelay(
                guarded(watch::round), WATCH_FIRST.toMillis(), WATCH.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Reads everything anew that the owner may have changed: SIGHUP. */
    void reload() {
        looks.execute(guarded(() -> {
            doors.reload();
            reloadCertificate();
            talk.access().ifPresent(AccessLog::reopen);
            log.info("reload", "users, certificate and logs are read anew");
        }));
    }

    private void survey() {
        storage.repositories().survey(started, line -> log.info("storage", line));
        counted.countDown();
    }

    /** Whether every repository on disk has been counted once. */
    boolean isCounted() {
        return counted.getCount() == 0;
    }

    /** Waits until then, but not longer than this. */
    void awaitCount(Duration patience) throws InterruptedException {
        if (!counted.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
            log.info("storage", "what is stored is being counted; until then nothing is taken, because of the quota");
        }
    }

    private void reloadCertificate() {
        if (tls.isEmpty()) {
            return;
        }
        try {
            if (tls.get().reload()) {
                log.info("tls", "new certificate in use");
            }
        } catch (IOException e) {
            log.error("tls", "the new certificate cannot be used, the old one stays: " + e);
        }
    }

    /** A bug in one round must not end all later ones. */
    private Runnable guarded(Runnable round) {
        return () -> {
            try {
                round.run();
            } catch (RuntimeException e) {
                log.bug("rounds", e);
            }
        };
    }

    @Override
    public void close() {
        looks.shutdownNow();
        surveys.shutdownNow();
        watches.shutdownNow();
    }
}
