package packhouse.protocol;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * Where a repository lies below the served directory: zero, one or two folder names, as in rest-server.
 *
 * <p>A folder name is accepted if it can never escape its parent, never collide with the files of a repository or of the
 * server, and never confuse a terminal: see {@link #isFolder}. Names are compared byte for byte.
 *
 * @param folders the names from the top, none for the repository at the root
 */
public record RepoPath(List<String> folders) implements Comparable<RepoPath> {

    /** The deepest nesting, that of rest-server. */
    public static final int MAX_FOLDERS = 2;

    /** The longest name in bytes of UTF-8: the limit of ext4, XFS, ZFS, Btrfs and most network file systems. */
    public static final int MAX_NAME_BYTES = 255;

    public RepoPath {
        folders = List.copyOf(folders);
        if (folders.size() > MAX_FOLDERS || !folders.stream().allMatch(RepoPath::isFolder)) {
            throw new IllegalArgumentException("not a repository path: " + folders);
        }
    }

    /** The path with these folders, empty if there are too many of them or one is not acceptable. */
    public static Optional<RepoPath> of(List<String> folders) {
        return folders.size() <= MAX_FOLDERS && folders.stream().allMatch(RepoPath::isFolder)
                ? Optional.of(new RepoPath(folders))
                : Optional.empty();
    }

    /** The path as a person writes it: {@code alice/laptop}, {@code /} or nothing for the root, outer slashes optional. */
    public static Optional<RepoPath> parse(String text) {
        String inner = text.replaceAll("^/|/$", "");
        return of(inner.isEmpty() ? List.of() : List.of(inner.split("/", -1)));
    }

    /**
     * Whether a repository may live in a folder of this name: 1 to 255 bytes, no slash, backslash or control character, not
     * one of the six names that the protocol reserves, and no leading dot (that refuses {@code .}, {@code ..}, the user
     * file {@code .htpasswd} and the server's own {@code .packhouse} at once).
     */
    public static boolean isFolder(String name) {
        if (name.isEmpty() || name.charAt(0) == '.' || FileType.parse(name).isPresent()) {
            return false;
        }
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c == '/' || c == '\\' || Character.isISOControl(c)) {
                return false;
            }
        }
        return name.getBytes(StandardCharsets.UTF_8).length <= MAX_NAME_BYTES;
    }

    @Override
    public int compareTo(RepoPath other) {
        return label().compareTo(other.label());
    }

    /** The folders joined by a slash, empty for the root: the {@code repo} label of rest-server's metrics. */
    public String label() {
        return String.join("/", folders);
    }

    /** As the path is typed and printed: {@code alice/laptop}, or {@code /} for the root. */
    @Override
    public String toString() {
        return folders.isEmpty() ? "/" : label();
    }
}
