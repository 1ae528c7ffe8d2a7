package packhouse.protocol.admin;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What was deleted in a repository, and what was brought back.
 *
 * @param commits the newest first, at most {@link #MAX_COMMITS}
 */
public record HistoryView(String repository, List<Commit> commits) implements Message {

    /** Commits in the list: 3 MB of JSON. */
    public static final int MAX_COMMITS = 5_000;

    public HistoryView {
        commits = List.copyOf(commits);
    }

    /**
     * One deed, of many files perhaps.
     *
     * @param began its first file
     * @param ended its last one
     * @param cause why, in words for people
     * @param hidden numbers of files that clients see no more, by type
     * @param hiddenBytes their sizes together
     * @param shown numbers of files that they see again, by type
     * @param shownBytes their sizes together
     * @param resting how many of the hidden ones can still be had back
     * @param restingBytes their sizes together
     */
    public record Commit(
            long number,
            Instant began,
            Instant ended,
            String cause,
            Map<String, Long> hidden,
            long hiddenBytes,
            Map<String, Long> shown,
            long shownBytes,
            long resting,
            long restingBytes) {

        public Commit {
            hidden = Map.copyOf(hidden);
            shown = Map.copyOf(shown);
        }
    }

    @Override
    public String messageType() {
        return "summary";
    }
}
