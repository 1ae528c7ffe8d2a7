package packhouse.protocol;

import java.util.List;
import java.util.Optional;

/**
 * The six kinds of files that make up a repository.
 *
 * <p>Source: restic's REST backend documentation, "HTTP REST API"; the names are at once folder names on disk and path
 * segments in URLs, which is why no repository folder may carry one of them.
 */
public enum FileType {
    CONFIG("config"),
    DATA("data"),
    INDEX("index"),
    KEYS("keys"),
    LOCKS("locks"),
    SNAPSHOTS("snapshots");

    private static final List<FileType> LISTED = List.of(DATA, INDEX, KEYS, LOCKS, SNAPSHOTS);

    private final String folder;

    FileType(String folder) {
        this.folder = folder;
    }

    /** The kind with exactly this folder name (case-sensitive), empty if there is none. */
    public static Optional<FileType> parse(String name) {
        for (FileType type : values()) {
            if (type.folder.equals(name)) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }

    /** The five kinds that hold many files, each named by the SHA-256 of its content: all but {@link #CONFIG}. */
    public static List<FileType> listed() {
        return LISTED;
    }

    /** The name on disk and in URLs. */
    public String folder() {
        return folder;
    }

    /** Whether a file of this kind is named by the SHA-256 of its content, so that every upload can be verified. */
    public boolean isContentNamed() {
        return this != CONFIG;
    }

    /** Only locks may be deleted in append-only mode: no restic command could end without that. */
    public boolean isDeletableWhenAppendOnly() {
        return this == LOCKS;
    }

    @Override
    public String toString() {
        return folder;
    }
}
