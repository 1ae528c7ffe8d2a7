package packhouse.storage.session;

import java.time.Duration;
import java.time.Instant;

/**
 * Somebody at work in the repository.
 *
 * @param since when it began, or may have begun; {@link Instant#EPOCH} if it may have been before everything
 * @param exclusive whether it lets nobody else in, as far as is known
 * @param name whose it is, in words for people
 * @param silent how long ago its last lock file came, by what the server saw; restic renews it every 5 minutes
 * @param hasLock false if its lock is gone, so that it has ended or comes back at its next refresh
 */
public record Session(Instant since, boolean exclusive, String name, Duration silent, boolean hasLock) {

    /** A sentence's worth for people: {@code nas-7, user alice, pid 412, since 3 h 12 min}. */
    public String words(Instant now) {
        String began = since.equals(Instant.EPOCH)
                ? "since before the server knew of it"
                : "since " + span(Duration.between(since, now));
        String quiet = silent.compareTo(Sessions.DEAD) < 0 ? "" : ", its lock not refreshed for " + span(silent);
        return name + ", " + began + (hasLock ? quiet : ", its lock is gone");
    }

    private static String span(Duration span) {
        long minutes = Math.max(0, span.toMinutes());
        if (minutes < 60) {
            return minutes + " min";
        }
        long hours = minutes / 60;
        return hours < 48 ? hours + " h " + minutes % 60 + " min" : hours / 24 + " days";
    }
}
