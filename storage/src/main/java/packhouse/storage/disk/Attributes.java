package packhouse.storage.disk;

import java.time.Instant;

/**
 * What one look at a path tells.
 *
 * @param kind what it is
 * @param size length in bytes, meaningful for files
 * @param modified last change of the content; of a directory: the last name that came or went
 */
public record Attributes(Kind kind, long size, Instant modified) {

    /** Files and directories matter, everything else is foreign. */
    public enum Kind {
        /** A regular file. */
        FILE,
        /** A directory. */
        DIRECTORY,
        /** A socket, device or anything else. */
        OTHER
    }

    /** Whether it is a regular file. */
    public boolean isFile() {
        return kind == Kind.FILE;
    }

    /** Whether it is a directory. */
    public boolean isDirectory() {
        return kind == Kind.DIRECTORY;
    }
}
