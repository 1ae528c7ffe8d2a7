package packhouse.server.inspect;

import java.io.IOException;
import packhouse.protocol.RepoPath;
import packhouse.protocol.admin.Trouble;
import packhouse.protocol.admin.Views.Problem;
import packhouse.storage.disk.NoSpaceException;
import packhouse.storage.format.FormatException;
import packhouse.storage.repository.NoRepositoryException;
import packhouse.storage.repository.WrongPasswordException;

/** Why there is no answer, in words: the same for everything that is asked about a repository. */
public final class Problems {

    private Problems() {}

    /** Nothing of a repository is there. */
    public static Problem noRepository(RepoPath path) {
        return Trouble.NO_REPOSITORY.problem(
                "there is no repository at " + path, "packhouse status lists those of a running server");
    }

    private static Problem sealed(RepoPath path, SealedException e) {
        return Trouble.SEALED.problem(
                String.valueOf(e.getMessage()),
                "--password-file FILE, --password-stdin, PACKHOUSE_REPO_PASSWORD in the environment; or for longer"
                        + " packhouse repo unlock " + path);
    }

    static Problem badReadData(String text) {
        return Trouble.BAD_REQUEST.problem(
                "'" + text + "' says not which packs to read",
                "write n/t as in 2/7, a share as in 5%, or a size as in 10G");
    }

    /** What came in the way from outside. */
    public static Problem of(RepoPath path, IOException trouble) {
        String message = String.valueOf(trouble.getMessage());
        if (trouble instanceof NoRepositoryException) {
            return noRepository(path);
        }
        if (trouble instanceof SealedException sealed) {
            return sealed(path, sealed);
        }
        if (trouble instanceof WrongPasswordException) {
            return Trouble.WRONG_PASSWORD.problem(message, "the password wanted is the one that restic asks for");
        }
        if (trouble instanceof FormatException.Corrupt) {
            return Trouble.DAMAGED.problem(message, "packhouse repo check " + path + " looks for more of it");
        }
        if (trouble instanceof FormatException) {
            return Trouble.UNKNOWN_FORMAT.problem(message, "use a packhouse of the same age as the clients");
        }
        if (trouble instanceof NoSpaceException) {
            return Trouble.NO_SPACE.problem(message, "make room there; with --offline, TMPDIR names another place");
        }
        return Trouble.FAILED.problem(message, "what the operating system says of this file leads on");
    }
}
