package packhouse.protocol.admin;

import java.util.List;

/**
 * Lines of the log of a job.
 *
 * @param id of the job
 * @param first the number of the first line; all lines of a job are counted, from 0, also those that were dropped to make room
 * @param lines at most {@link #MAX_LINES}
 * @param isOver whether no line will come after those that there are now
 */
public record LogView(String id, long first, List<String> lines, boolean isOver) {

    /** Lines in one answer: half a megabyte of JSON, more often than not. */
    public static final int MAX_LINES = 2_000;

    public LogView {
        lines = List.copyOf(lines);
    }
}
