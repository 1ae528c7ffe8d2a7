package packhouse.storage.disk;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Names the file in an error and tells a full disk from the rest, neither of which the JDK does for open channels. */
final class Trouble {

    /** Less free space than this explains any failed write: no file system hands out its last blocks one by one. */
    private static final long FULL_BYTES = 64 * 1024;

    private Trouble() {}

    static IOException with(Path path, IOException cause) {
        if (isFull(path, cause)) {
            return new NoSpaceException(path.toString(), cause);
        }
        return cause instanceof FileSystemException ? cause : new IOException(path + ": " + cause.getMessage(), cause);
    }

    /** The JDK keeps the error number to itself and its words may be in any language, so the space is looked at too. */
    private static boolean isFull(Path path, IOException cause) {
        // Of an exception that names a file only the reason counts: the name is anybody's choice.
        String words = cause instanceof FileSystemException named ? named.getReason() : cause.getMessage();
        String reason = String.valueOf(words).toLowerCase(Locale.ROOT);
        if (reason.contains("no space left") || reason.contains("quota exceeded")) {
            return true;
        }
        // Its subclasses stand for one reason each, none of them this.
        boolean unknown = !(cause instanceof FileSystemException) || cause.getClass() == FileSystemException.class;
        Path parent = path.getParent();
        try {
            return unknown && parent != null && Files.getFileStore(parent).getUsableSpace() < FULL_BYTES;
        } catch (IOException e) {
            return false;
        }
    }
}
