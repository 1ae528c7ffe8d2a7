package packhouse.server.http;

import java.time.Instant;
import java.util.Optional;
import packhouse.protocol.FileType;
import packhouse.protocol.Refusal;
import packhouse.protocol.RepoPath;

/** What the data plane tells about itself; called on event loops, so it must not wait. */
public interface Journal {

    /** A request has been answered, or its connection broke before. */
    void answered(Answered answered);

    /** Something went wrong with the disk or in the server itself. */
    void trouble(String what, String remote, Throwable cause);

    /** A request was turned down. */
    void refused(Refusal refusal, String method, String uri, String user, String remote);

    /**
     * One request.
     *
     * @param remote address of the client without its port, empty for a unix socket
     * @param user empty without login
     * @param began when its header was complete
     * @param status 0 if the connection broke before an answer
     * @param received bytes of its body
     * @param sent bytes of the answer's body
     * @param nanos from header to the end of the answer
     * @param touched the file that was read, written or removed
     */
    record Answered(
            String remote,
            String user,
            Instant began,
            String method,
            String uri,
            String protocol,
            int status,
            long received,
            long sent,
            String referer,
            String agent,
            long nanos,
            Optional<Touched> touched) {}

    /** What was done to a file. */
    enum Deed {
        /** Sent, whole or in part. */
        READ,
        /** Stored anew. */
        WRITE,
        /** Removed. */
        DELETE
    }

    /**
     * A file that a request had an effect on.
     *
     * @param bytes its length; of a read: what was sent
     */
    record Touched(Deed deed, RepoPath repo, FileType type, long bytes) {}
}
