package packhouse.server.jobs;

import java.io.IOException;
import packhouse.storage.repository.Unlocked;

/** Where the work of jobs comes from. */
@FunctionalInterface
public interface Tasks {

    /** The work that was ordered, on the repository as it is opened. */
    Task task(Order order, Unlocked repository) throws IOException;
}
