package packhouse.storage.history;

import java.time.Instant;
import java.util.Map;
import packhouse.protocol.FileType;

/**
 * One commit, as an owner reads it.
 *
 * @param began its first entry
 * @param ended its last one
 * @param hidden files that went to the trash, by kind
 * @param shown files that came out of it, by kind
 * @param resting what of the hidden ones is still in the trash
 */
public record CommitSummary(
        long number,
        Instant began,
        Instant ended,
        Cause cause,
        Map<FileType, Amount> hidden,
        Map<FileType, Amount> shown,
        Amount resting) {

    public CommitSummary {
        hidden = Map.copyOf(hidden);
        shown = Map.copyOf(shown);
    }
}
