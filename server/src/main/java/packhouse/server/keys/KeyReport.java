package packhouse.server.keys;

import java.time.Instant;
import java.util.Optional;
import packhouse.protocol.RepoPath;

/** Told what the owner has to know about keys. Never told a key or a password. Called on any thread. */
public interface KeyReport {

    /**
     * From now on the server can read the repository.
     *
     * @param by where the password came from
     * @param until when the key is forgotten, empty if not before the repository is locked or the server ends
     */
    void unlocked(RepoPath repository, String by, Optional<Instant> until);

    /** The key of the repository was forgotten. */
    void sealed(RepoPath repository, String why);

    /** A password did not unlock the repository. */
    void refused(RepoPath repository, String why);
}
