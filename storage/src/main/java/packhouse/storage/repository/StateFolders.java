package packhouse.storage.repository;

import java.nio.file.Path;
import packhouse.protocol.RepoPath;

/**
 * Which folder of the state directory is a repository's: everything that packhouse keeps about it and that is no part of it.
 *
 * <pre>
 * STATE/repositories/FOLDER/FOLDER/.WHAT        the folders of its path; none for the one at the root
 * </pre>
 *
 * <p>What is kept has a name that begins with a dot, which no repository's folder does: so those of one repository are never in
 * the way of those of another.
 */
public final class StateFolders {

    private final Path state;

    /** The folders in the state directory {@code state}. */
    public StateFolders(Path state) {
        this.state = state;
    }

    /** The folder of this repository, whether or not it exists. */
    public Path of(RepoPath path) {
        Path folder = state.resolve("repositories");
        for (String name : path.folders()) {
            folder = folder.resolve(name);
        }
        return folder;
    }
}
