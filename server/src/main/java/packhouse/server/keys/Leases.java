package packhouse.server.keys;

import java.io.IOException;
import java.util.Optional;
import packhouse.protocol.RepoPath;
import packhouse.protocol.admin.Views.Unlock;

/** Where work gets a repository whose key is at hand. */
public interface Leases {

    /** The repository opened for one piece of work, empty if it is sealed; the caller closes it. */
    Optional<Lease> take(RepoPath repository) throws IOException;

    /**
     * That the key of the repository is held, and until when; empty if it is sealed. Opens nothing. Of a disk that cannot be read the
     * key is as it was.
     */
    Optional<Unlock> state(RepoPath repository);

    /** Of a program that keeps no keys. */
    static Leases none() {
        return new Leases() {
            @Override
            public Optional<Lease> take(RepoPath repository) {
                return Optional.empty();
            }

            @Override
            public Optional<Unlock> state(RepoPath repository) {
                return Optional.empty();
            }
        };
    }
}
