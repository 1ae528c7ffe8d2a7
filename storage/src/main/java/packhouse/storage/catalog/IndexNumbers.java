package packhouse.storage.catalog;

import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import packhouse.protocol.FileId;

/**
 * What the index files are called in a new generation.
 *
 * @param old their new numbers by old number, -1 for those that are gone
 * @param fresh their numbers by their place among those that were read, -1 for those that could not be
 */
@SuppressWarnings("ArrayRecordComponent") // two plain maps on their way from one class to two others
record IndexNumbers(int[] old, int[] fresh) {

    /** Writes the index files that stay and those that were read as {@link Part#INDEXES}, and numbers them. */
    static IndexNumbers write(IndexList known, Set<FileId> stays, IndexReading reading, RowWriter table)
            throws IOException {
        Map<FileId, byte[]> rows = new TreeMap<>();
        for (int i = 0; i < known.count(); i++) {
            if (stays.contains(known.id(i))) {
                rows.put(known.id(i), known.row(i));
            }
        }
        for (int i = 0; i < reading.count(); i++) {
            if (reading.isWhole(i)) {
                rows.put(BlobRow.id(reading.row(i), 0), reading.row(i));
            }
        }
        for (byte[] row : rows.values()) {
            table.add(row, 0);
        }
        FileId[] sorted = rows.keySet().toArray(FileId[]::new);
        IndexNumbers numbers = new IndexNumbers(new int[known.count()], new int[reading.count()]);
        Arrays.setAll(numbers.old, i -> number(sorted, known.id(i)));
        Arrays.setAll(numbers.fresh, i -> reading.isWhole(i) ? number(sorted, BlobRow.id(reading.row(i), 0)) : -1);
        return numbers;
    }

    private static int number(FileId[] sorted, FileId id) {
        return Math.max(-1, Arrays.binarySearch(sorted, id));
    }
}
