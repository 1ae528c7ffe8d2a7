package packhouse.server.access;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import org.jspecify.annotations.Nullable;

/** Keeps a replaced file readable for those who could read the old one, above all the server, when root edits it. */
final class FileOwner {

    private FileOwner() {}

    /** Mode 0600 for a file beside this one, nothing where the file system has no modes. */
    static FileAttribute<?>[] onlyOwner(Path beside) {
        return beside.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(
                            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE))
                }
                : new FileAttribute<?>[0];
    }

    /**
     * Gives a new file mode, owner and group of the one that it will replace; if there is none, owner and group of their folder as
     * far as the system lets us.
     *
     * @throws IOException if the old file belongs to somebody else and cannot be given back
     */
    static void inherit(Path old, Path fresh) throws IOException {
        PosixFileAttributeView to = view(fresh);
        if (to == null) {
            return;
        }
        if (Files.exists(old)) {
            PosixFileAttributes like = Files.readAttributes(old, PosixFileAttributes.class);
            give(to, like, fresh);
            to.setPermissions(like.permissions());
            return;
        }
        join(fresh.resolveSibling("."), fresh);
    }

    /** Gives a new file owner and group of another, as far as the system lets us: only root may give files away. */
    static void join(Path like, Path fresh) throws IOException {
        PosixFileAttributeView to = view(fresh);
        if (to == null) {
            return;
        }
        PosixFileAttributes wanted = Files.readAttributes(like, PosixFileAttributes.class);
        try {
            give(to, wanted, fresh);
        } catch (IOException e) {
            // Then the file is ours, as any new file.
        }
    }

    private static void give(PosixFileAttributeView to, PosixFileAttributes like, Path fresh) throws IOException {
        PosixFileAttributes now = to.readAttributes();
        try {
            if (!now.owner().equals(like.owner())) {
                to.setOwner(like.owner());
            }
            if (!now.group().equals(like.group())) {
                to.setGroup(like.group());
            }
        } catch (FileSystemException e) {
            throw new IOException(
                    "the user file belongs to " + like.owner().getName() + ":"
                            + like.group().getName() + ", and so must " + fresh
                            + ". Cure: run the command as that user, or as root",
                    e);
        }
    }

    private static @Nullable PosixFileAttributeView view(Path file) {
        return Files.getFileAttributeView(file, PosixFileAttributeView.class);
    }
}
