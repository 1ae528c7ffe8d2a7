package packhouse.protocol.admin;

import java.util.List;

/**
 * The jobs of a server, the newest first; those that are over as far as they are remembered.
 *
 * @param jobs without their plans and lines
 */
public record JobsView(List<JobView> jobs) {
    public JobsView {
        jobs = List.copyOf(jobs);
    }
}
