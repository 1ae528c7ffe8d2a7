package packhouse.storage.history;

import java.nio.file.Path;
import java.util.List;
import packhouse.protocol.FileName;

/**
 * Files that take the place of others in one instant, by the server's own doing.
 *
 * @param cause why, for the log
 * @param shown files that clients see from then on; they lie in the staging folder, whole and durable
 * @param hidden files that clients see until then; all of them must be live
 */
public record Replacement(Cause cause, List<Staged> shown, List<Old> hidden) {

    public Replacement {
        shown = List.copyOf(shown);
        hidden = List.copyOf(hidden);
    }

    /** A file of {@code size} bytes that waits at {@code file} to take its place. */
    public record Staged(FileName name, long size, Path file) {}

    /** A live file of {@code size} bytes. */
    public record Old(FileName name, long size) {}
}
