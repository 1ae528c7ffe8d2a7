package packhouse.server.jobs;

import packhouse.protocol.admin.JobView;
import packhouse.protocol.admin.RepackWish;

/**
 * What is remembered of a job across restarts: {@code STATE/jobs/ID.json}, written whole and renamed into place.
 *
 * <pre>
 * file = { "format": 1, "job": JobView without status and lines, "asked": "" | "pause" | "cancel",
 *          "crashes": runs that began since the last step and did not end, "repack": RepackWish }
 * </pre>
 *
 * <p>Public because its components are written by their names.
 */
public record JobFile(int format, JobView job, String asked, int crashes, RepackWish repack) {

    /** What is written; a reader holds jobs of later formats as failed. */
    static final int FORMAT = 1;
}
