package packhouse.storage.history;

import java.time.Instant;
import java.util.List;
import packhouse.protocol.FileName;

/**
 * Files that were shown to clients, or hidden from them, together. A client deletes one file with each request; what it deletes in one
 * go is one commit in many entries.
 *
 * @param shown files that clients see from then on
 * @param hidden files that lie in the trash under this number from then on
 */
record Commit(long number, Instant time, Cause cause, List<Shown> shown, List<Hidden> hidden) implements Entry {

    Commit {
        shown = List.copyOf(shown);
        hidden = List.copyOf(hidden);
    }

    /** A file in the trash of its commit; {@code size} in bytes. */
    record Hidden(FileName name, long size) {}

    /** A file that came out of the trash of the commit {@code from}. */
    record Shown(FileName name, long size, long from) {}
}
