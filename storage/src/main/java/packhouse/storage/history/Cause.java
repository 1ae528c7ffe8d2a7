package packhouse.storage.history;

import java.util.Optional;
import java.util.stream.Stream;

/** Why files were shown or hidden. */
public enum Cause {
    /** A client deleted them. */
    DELETED(1, "deleted by a client"),
    /** The owner took them back. */
    RESTORED(2, "restored by the owner"),
    /** They lay in the trash and nothing said since when: a crash, or damage to the log. */
    FOUND(3, "found in the trash without a record"),
    /** Others hold the same blobs, verified. */
    REPACKED(4, "repacked"),
    /** The same in a newer format. */
    UPGRADED(5, "upgraded"),
    /** The server was about to show them when it was cut off; no client ever saw them. */
    ABANDONED(6, "never completed, after a crash or an error"),
    /** Somebody counts on them. */
    SHOWN_AGAIN(7, "shown again, because it is needed"),
    /** The owner took a commit of the server's own back. */
    UNDONE(8, "undone by the owner"),
    /** Locks whose owner gave no sign of life. */
    RETIRED(9, "locks that nobody refreshed");

    private final int code;
    private final String words;

    Cause(int code, String words) {
        this.code = code;
        this.words = words;
    }

    /** The byte on disk; never used for anything else. */
    int code() {
        return code;
    }

    /** Whether they were hidden by the server's own doing, so that whoever saw them before may still read them. */
    public boolean isOwn() {
        return this == REPACKED || this == UPGRADED || this == UNDONE;
    }

    /** Whether a client may have deleted them. The rest is in the trash because others stand for it. */
    public boolean isDeletion() {
        return !isOwn() && this != ABANDONED;
    }

    static Optional<Cause> of(int code) {
        return Stream.of(values()).filter(one -> one.code == code).findFirst();
    }

    /** In words for people. */
    @Override
    public String toString() {
        return words;
    }
}
