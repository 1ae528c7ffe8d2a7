package packhouse.storage.disk;

import java.io.IOException;

/** The disk, or the disk quota of the server's user, is full ({@code ENOSPC}, {@code EDQUOT}). */
public final class NoSpaceException extends IOException {

    /** Nothing more could be written to this file. */
    public NoSpaceException(String file, Throwable cause) {
        super(file + ": no space left", cause);
    }
}
