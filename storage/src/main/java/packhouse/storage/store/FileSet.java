package packhouse.storage.store;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import packhouse.protocol.FileId;
import packhouse.protocol.FileInfo;

/**
 * Names and sizes of files, sorted by name, in 40 bytes a file: a hundred thousand packs are 4 MB, and a list shares them.
 */
public final class FileSet {

    /** No files. */
    public static final FileSet EMPTY = new FileSet(new long[0], new long[0]);

    private static final int WORDS = 4;

    private final long[] ids;
    private final long[] sizes;
    private final long bytes;

    private FileSet(long[] ids, long[] sizes) {
        this.ids = ids;
        this.sizes = sizes;
        long sum = 0;
        for (long size : sizes) {
            sum += size;
        }
        this.bytes = sum;
    }

    /** The set of these files. */
    public static FileSet of(Collection<FileInfo> files) {
        FileInfo[] sorted = files.toArray(FileInfo[]::new);
        Arrays.sort(sorted, Comparator.comparing(FileInfo::id));
        Filler filler = new Filler(sorted.length);
        for (FileInfo file : sorted) {
            filler.add(file.id(), file.size());
        }
        return filler.set();
    }

    /** This set after changes: a size for what came (or changed), -1 for what went. */
    public FileSet with(Map<FileId, Long> changes) {
        TreeMap<FileId, Long> sorted = new TreeMap<>(changes);
        Filler filler = new Filler(count() + sorted.size());
        for (int i = 0; i < count(); i++) {
            FileId id = id(i);
            while (!sorted.isEmpty() && sorted.firstKey().compareTo(id) < 0) {
                filler.add(sorted.pollFirstEntry());
            }
            Long change = sorted.remove(id);
            filler.add(id, change == null ? sizes[i] : change);
        }
        while (!sorted.isEmpty()) {
            filler.add(sorted.pollFirstEntry());
        }
        return filler.set();
    }

    /** Number of files. */
    public int count() {
        return sizes.length;
    }

    /** Their bytes together. */
    public long bytes() {
        return bytes;
    }

    /** The name of the {@code i}th file. */
    public FileId id(int i) {
        int at = i * WORDS;
        return new FileId(ids[at], ids[at + 1], ids[at + 2], ids[at + 3]);
    }

    /** The size of the {@code i}th file in bytes. */
    public long size(int i) {
        return sizes[i];
    }

    /** The size of a file, empty if it is not in the set. */
    public OptionalLong find(FileId wanted) {
        int low = 0;
        int high = count() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = id(middle).compareTo(wanted);
            if (order == 0) {
                return OptionalLong.of(sizes[middle]);
            }
            if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return OptionalLong.empty();
    }

    /** Takes files in order and makes the arrays fit. */
    private static final class Filler {
        private final long[] ids;
        private final long[] sizes;
        private int count;

        Filler(int most) {
            ids = new long[most * WORDS];
            sizes = new long[most];
        }

        void add(Map.Entry<FileId, Long> change) {
            add(change.getKey(), change.getValue());
        }

        void add(FileId id, long size) {
            if (size < 0) {
                return;
            }
            int at = count * WORDS;
            ids[at] = id.a();
            ids[at + 1] = id.b();
            ids[at + 2] = id.c();
            ids[at + 3] = id.d();
            sizes[count++] = size;
        }

        FileSet set() {
            boolean full = count == sizes.length;
            return new FileSet(
                    full ? ids : Arrays.copyOf(ids, count * WORDS), full ? sizes : Arrays.copyOf(sizes, count));
        }
    }
}
