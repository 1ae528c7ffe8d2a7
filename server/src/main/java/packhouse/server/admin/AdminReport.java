package packhouse.server.admin;

import packhouse.protocol.RepoPath;
import packhouse.protocol.admin.Question;

/** Told what the owner has to know of the admin plane. Called on any thread. */
public interface AdminReport {

    /** The server can work again, or cannot any more and why; the answers to health checks do not say it. */
    void readiness(boolean able, String what);

    /** What was asked about a repository has its answer, or has none and why. */
    void answered(RepoPath repository, Question question, String outcome);

    /** A request could not be answered, or broke off because of a bug. */
    void trouble(String request, Throwable cause);
}
