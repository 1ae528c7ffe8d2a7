package packhouse.server.http;

import java.util.concurrent.RejectedExecutionException;
import packhouse.protocol.Refusal;
import packhouse.protocol.Refusal.Kind;
import packhouse.storage.disk.NoSpaceException;
import packhouse.storage.repository.NotCountedException;
import packhouse.storage.repository.QuotaReachedException;

/** Turns what went wrong into what the client is told. Never 404: restic takes that for proof that a file does not exist. */
final class Failures {

    private Failures() {}

    static Refusal refusal(Exception cause) {
        if (cause instanceof QuotaReachedException quota) {
            return Refusal.of(Kind.NO_SPACE, "Quota of " + quota.max() + " bytes reached");
        }
        if (cause instanceof NoSpaceException) {
            return Refusal.of(Kind.NO_SPACE, "No space left on the server");
        }
        if (cause instanceof FileTooLargeException) {
            return Refusal.of(Kind.CONTENT_TOO_LARGE);
        }
        if (cause instanceof NotCountedException) {
            return Refusal.of(Kind.UNAVAILABLE, "What is stored is still being counted");
        }
        if (cause instanceof NotYetException) {
            return Refusal.of(Kind.UNAVAILABLE, "Stored, but not yet to be counted on; try again");
        }
        if (cause instanceof RejectedExecutionException) {
            return Refusal.of(Kind.UNAVAILABLE, "Too much waits for the disk");
        }
        return Refusal.of(Kind.INTERNAL);
    }

    /** Whether the log needs more than a line about the refusal. */
    static boolean isTrouble(Exception cause) {
        return refusal(cause).kind() == Kind.INTERNAL;
    }
}
