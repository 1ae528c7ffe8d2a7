package packhouse.storage.catalog;

import java.io.Closeable;
import java.io.IOException;
import packhouse.protocol.FileId;
import packhouse.storage.format.BlobKind;

/** What has to be known of the tables to read trees. Trees have numbers: how many have a smaller ordinal. Safe for many threads. */
final class TreeTables implements Closeable {

    private final Manifest tables;
    private final Bits trees;
    private final Ranks numbers;
    private final BlobTable blobs;
    private final PackTable packs;

    /** Of tables that are written, though they need not count yet. Goes through the blobs once. */
    TreeTables(Manifest tables) throws IOException {
        this.tables = tables;
        this.trees = new Bits((int) tables.rows(Part.BLOBS));
        try (Rows rows = openBlobs()) {
            while (rows.next()) {
                if (BlobRow.kind(rows.array(), rows.at()) == BlobKind.TREE) {
                    trees.set((int) rows.row());
                }
            }
        }
        this.numbers = new Ranks(trees);
        this.blobs = new BlobTable(tables);
        try {
            this.packs =
                    new PackTable(tables.generation().openRows(Part.PACKS, tables.rows(Part.PACKS), PageReader.LOOKUP));
        } catch (IOException e) {
            blobs.close();
            throw e;
        }
    }

    /** All blobs, from the first one on; closed by the caller. */
    Rows openBlobs() throws IOException {
        return tables.generation().openRows(Part.BLOBS, tables.rows(Part.BLOBS), PageReader.SCAN);
    }

    /** The ordinals of trees. */
    Bits trees() {
        return trees;
    }

    /** Their numbers. */
    Ranks numbers() {
        return numbers;
    }

    /** The id of a pack. */
    FileId pack(int number) throws IOException {
        return packs.id(number);
    }

    /** All copies of a tree. */
    void copies(int number, Copies target) throws IOException {
        blobs.copies(numbers.select(number), target);
    }

    /** Adds a {@link TreeRow} for the first copy of each tree whose number is not in the set. */
    void tellTreesBut(Bits known, RunSorter wanted) throws IOException {
        byte[] record = new byte[TreeRow.BYTES];
        try (Rows rows = openBlobs()) {
            int number = 0;
            for (int ordinal = trees.next(0); ordinal >= 0; ordinal = trees.next(ordinal + 1)) {
                if (!known.get(number)) {
                    rows.seek(ordinal);
                    TreeRow.put(record, rows.array(), rows.at(), number);
                    wanted.add(record, 0);
                }
                number++;
            }
        }
    }

    @Override
    public void close() throws IOException {
        try (blobs) {
            packs.close();
        }
    }
}
