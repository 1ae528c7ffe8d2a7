package packhouse.server.http;

import java.io.IOException;

/** A body without an announced length turned out longer than any file of a repository. */
final class FileTooLargeException extends IOException {

    private static final long serialVersionUID = 1;

    FileTooLargeException(String file) {
        super(file + ": more than " + Limits.FILE_BYTES + " bytes");
    }
}
