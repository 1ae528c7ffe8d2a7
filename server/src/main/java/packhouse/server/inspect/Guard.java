package packhouse.server.inspect;

import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;
import packhouse.protocol.RepoPath;
import packhouse.storage.repository.Unlocked;

/** Keeps off those who work in the directory of a repository itself while the server hides or replaces files there. */
@FunctionalInterface
public interface Guard {

    /** There is nobody to keep off. */
    Guard NONE = (path, opened) -> () -> {};

    /**
     * Keeps them off until it is closed; whether one of them is at work is to be asked after this.
     *
     * @param opened the repository, if it is open already
     * @throws SealedException if its key is needed and not at hand
     */
    Closeable hold(RepoPath path, Optional<Unlocked> opened) throws IOException;
}
