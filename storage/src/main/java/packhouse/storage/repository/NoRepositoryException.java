package packhouse.storage.repository;

import java.io.IOException;

/** Something was asked of a repository that has no config: it was never initialised, or lies elsewhere. */
public final class NoRepositoryException extends IOException {

    private static final long serialVersionUID = 1;

    /** Nothing was found. */
    public NoRepositoryException() {
        super("config: no such file, so this is no repository");
    }
}
