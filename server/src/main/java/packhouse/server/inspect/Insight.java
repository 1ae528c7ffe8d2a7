package packhouse.server.inspect;

import java.util.concurrent.CancellationException;
import packhouse.protocol.RepoPath;
import packhouse.protocol.admin.Audience;
import packhouse.protocol.admin.Inquiry;
import packhouse.protocol.admin.Message;

/** Looks into repositories. */
@FunctionalInterface
public interface Insight {

    /**
     * The last line of the answer: a summary, or the problem that prevented one. Works until it is there, on the thread that asks
     * and on others; one question at a time about each repository.
     *
     * @param audience is told how it goes on
     * @throws CancellationException if the audience went away
     */
    Message answer(RepoPath repository, Inquiry inquiry, Audience audience);
}
