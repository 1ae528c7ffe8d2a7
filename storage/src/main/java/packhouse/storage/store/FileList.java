package packhouse.storage.store;

import java.util.List;

/**
 * All files of one kind at one moment: an immutable value, safe to stream slowly while files come and go.
 *
 * @param parts one for each directory, without duplicates among them
 */
public record FileList(List<FileSet> parts) {

    public FileList {
        parts = List.copyOf(parts);
    }

    /** Number of files. */
    public int count() {
        return parts.stream().mapToInt(FileSet::count).sum();
    }

    /** Their bytes together. */
    public long bytes() {
        return parts.stream().mapToLong(FileSet::bytes).sum();
    }
}
