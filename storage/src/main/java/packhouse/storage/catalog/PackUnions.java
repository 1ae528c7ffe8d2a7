package packhouse.storage.catalog;

import java.io.Closeable;
import java.io.IOException;
import java.util.BitSet;

/**
 * Adds up the entries of packs about which index files differ: each different entry counts once, as for a reader. Used by one
 * thread.
 */
final class PackUnions implements Closeable {

    /** Such packs are damage or very old, so there are few. */
    private static final long MEMORY = 1 << 20;

    private static final int FIGURES = Integer.BYTES;
    private static final int WIDTH = FIGURES + Figures.BYTES;

    private final BitSet packs;
    private final RunSorter entries;
    private final PackTally tally = new PackTally();
    private final byte[] record = new byte[WIDTH];

    /** Of these packs, by number. */
    PackUnions(Scratch scratch, BitSet packs) {
        this.packs = packs;
        this.entries = new RunSorter(scratch, WIDTH, MEMORY);
    }

    /** A blob and all its places. */
    void add(byte[] key, Copies places) throws IOException {
        if (packs.isEmpty()) {
            return;
        }
        for (int i = 0; i < places.count(); i++) {
            if (packs.get(places.pack(i))) {
                tally.clear();
                tally.add(
                        BlobRow.kind(key, 0),
                        BlobRow.id(key, 0),
                        places.offset(i),
                        places.length(i),
                        places.rawLength(i));
                Bytes.putInt(record, 0, places.pack(i));
                Figures.of(tally).put(record, FIGURES, 0);
                entries.add(record, 0);
            }
        }
    }

    /** Copies rows of all packs, those of the packs in question with what was added up. */
    void write(Records rows, RowWriter table) throws IOException {
        Records sorted = entries.sorted();
        boolean hasEntry = sorted.next();
        for (int number = 0; rows.next(); number++) {
            if (packs.get(number)) {
                Figures union = Figures.of(new PackTally());
                while (hasEntry && Bytes.getInt(sorted.array(), sorted.at()) == number) {
                    union = union.plus(Figures.get(sorted.array(), sorted.at() + FIGURES));
                    hasEntry = sorted.next();
                }
                int figures = rows.at() + PackRow.FIGURES;
                union.put(rows.array(), figures, Figures.flags(rows.array(), figures) & ~Figures.CONTENT);
            }
            table.add(rows.array(), rows.at());
        }
    }

    @Override
    public void close() throws IOException {
        entries.close();
    }
}
