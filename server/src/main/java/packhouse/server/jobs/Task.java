package packhouse.server.jobs;

import java.io.Closeable;
import java.io.IOException;
import java.util.concurrent.CancellationException;
import packhouse.protocol.admin.PlanView;
import packhouse.storage.catalog.Progress;

/**
 * The work of one job, from the repository as it is now: first its plan, then the work
 * itself, on the same thread, which closes it in the end.
 */
public interface Task extends Closeable {

    /**
     * How it ended.
     *
     * @param sentence for people, without a full stop
     * @param attention whether somebody has to see to something
     */
    record Result(String sentence, boolean attention) {}

    /** Finds out what there is to do. Changes nothing. */
    PlanView plan(Progress progress) throws IOException;

    /**
     * Does what was planned, in steps each of which becomes real in one instant.
     *
     * @throws CancellationException if the watch wanted that; no step is half done then
     */
    Result run(Watch watch) throws IOException;
}
