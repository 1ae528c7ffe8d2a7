package packhouse.server;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.LongSupplier;
import packhouse.server.log.ServerLog;
import packhouse.server.watch.Watch;
import packhouse.storage.history.Caretaker;
import packhouse.storage.history.ClockWatch;
import packhouse.storage.repository.Repositories;
import packhouse.storage.repository.Repository;

/** Goes through the trash of one repository after the other, unless the clock is in doubt. */
final class TrashRound {

    private final Repositories repositories;
    private final Watch custody;
    private final ReleaseRound release;
    private final ClockWatch watch;
    private final ServerLog log;
    private boolean doubted;

    /** {@code nanos}: time that passes, whatever the clock says. */
    TrashRound(
            Repositories repositories,
            Watch custody,
            ReleaseRound release,
            InstantSource clock,
            LongSupplier nanos,
            ServerLog log) {
        this.repositories = repositories;
        this.custody = custody;
        this.release = release;
        this.watch = new ClockWatch(clock, nanos);
        this.log = log;
    }

    void run() {
        Optional<Duration> doubt = watch.look();
        if (doubt.isPresent()) {
            say(doubt.get());
            return;
        }
        doubted = false;
        for (Repository repository : repositories.known()) {
            Optional<Caretaker> caretaker = repository.caretaker();
            if (caretaker.isPresent()) {
                run(repository, caretaker.get());
            }
        }
    }

    private void run(Repository repository, Caretaker caretaker) {
        try {
            // What an index names must not be destroyed.
            custody.custody(repository.path());
            caretaker.round(line -> log.info("trash", "repository " + repository.path() + ": " + line));
            release.run(repository.path(), caretaker);
        } catch (IOException e) {
            log.error("trash", "repository " + repository.path() + ": " + e.getMessage());
        }
    }

    /** Once for each leap; the hour after a start is nothing to talk about. */
    private void say(Duration doubt) {
        if (!doubted && doubt.compareTo(ClockWatch.SETTLING) > 0) {
            log.warn(
                    "trash",
                    "the clock leapt ahead; nothing is removed from the trash for " + doubt.toHours()
                            + " h, so that a wrong clock can be put right");
            doubted = true;
        }
    }
}
