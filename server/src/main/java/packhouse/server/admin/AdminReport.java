package packhouse.server.admin;

import packhouse.protocol.RepoPath;
import packhouse.protocol.admin.Question;

/** Told what the owner has to know of the admin plane. Called on any thread. */
public interface AdminReport {

    /** The server can work again, or cannot any more and why; the answers to health checks do not say it. */
    void readiness(boolean able, String what);

    /**
     * What was asked about a repository, or ordered, has its answer, or has none and why.
     *
     * @param detail of the order, empty if there is none; never a secret
     * @param by who asked
     */
    void answered(RepoPath repository, Question question, String detail, String outcome, String by);

    /**
     * Something was ordered.
     *
     * @param what with its object, for instance {@code pause job 12}
     * @param outcome {@code done}, or the code of the problem
     * @param by who ordered it
     */
    void ordered(String what, String outcome, String by);

    /** A request could not be answered, or broke off because of a bug. */
    void trouble(String request, Throwable cause);
}
