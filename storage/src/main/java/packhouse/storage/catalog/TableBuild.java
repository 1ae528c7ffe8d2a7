package packhouse.storage.catalog;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Makes the tables of one generation: reads index files, numbers packs, then merges blobs with those of the old generation. Used
 * once, by one thread.
 */
final class TableBuild implements Closeable {

    private final Scratch scratch;
    private final Generation generation;
    private final Optional<Catalog> old;
    private final Progress progress;
    private final List<RunSorter> blobs = new ArrayList<>();
    private final List<RunSorter> listings = new ArrayList<>();
    private final List<IndexIntake> intakes = new ArrayList<>();
    private final AtomicInteger listingCount = new AtomicInteger();
    private final Map<Part, Long> rows = new EnumMap<>(Part.class);

    /**
     * A build.
     *
     * @param old what was known already, if anything
     */
    TableBuild(Scratch scratch, Generation generation, Optional<Catalog> old, Progress progress, Budget budget) {
        this.scratch = scratch;
        this.generation = generation;
        this.old = old;
        this.progress = progress;
        for (int i = 0; i < budget.threads(); i++) {
            blobs.add(new RunSorter(scratch, BlobRow.BYTES, budget.blobs()));
            listings.add(new RunSorter(scratch, Listing.BYTES, budget.listings()));
            intakes.add(new IndexIntake(listingCount, blobs.get(i), listings.get(i)));
        }
    }

    /**
     * Does it.
     *
     * @param renumbering is told how old blobs are called now
     * @return the generation, which nobody knows yet; empty if the old one does not tell enough, so that everything has to be
     *     read
     */
    Optional<Manifest> run(Indexes indexes, IndexPlan plan, Complaints complaints, Renumbering renumbering)
            throws IOException {
        IndexReading reading = new IndexReading(indexes, plan.fresh(), progress, complaints);
        reading.run(intakes);
        IndexNumbers names = writeIndexes(plan, reading);
        int[] oldPacks = new int[old.map(catalog -> catalog.packs().count()).orElse(0)];
        int[] freshPacks = new int[listingCount.get()];
        Arrays.fill(freshPacks, -1);
        try (Tape packs = new Tape(scratch, PackRow.BYTES)) {
            FreshPacks fresh = new FreshPacks(RunSorter.merged(listings), names.fresh(), freshPacks);
            PackMerge merge = mergePacks(packs, oldPacks, fresh, names);
            closeAll(listings);
            if (!merge.isKnown()) {
                return Optional.empty();
            }
            try (PackUnions unions = new PackUnions(scratch, merge.contradictory())) {
                mergeBlobs(oldPacks, freshPacks, renumbering, unions);
                writePacks(packs, unions);
            }
        }
        return Optional.of(new Manifest(generation, rows, 0));
    }

    private IndexNumbers writeIndexes(IndexPlan plan, IndexReading reading) throws IOException {
        IndexList known = old.map(Catalog::indexes).orElse(IndexList.EMPTY);
        try (RowWriter table = generation.createRows(Part.INDEXES)) {
            IndexNumbers names = IndexNumbers.write(known, plan.stays(), reading, table);
            end(Part.INDEXES, table);
            return names;
        }
    }

    private PackMerge mergePacks(Tape packs, int[] oldPacks, FreshPacks fresh, IndexNumbers names) throws IOException {
        try (RowWriter table = generation.createRows(Part.LISTINGS)) {
            PackMerge merge = new PackMerge(packs, table, oldPacks);
            if (old.isEmpty()) {
                merge.run(new OldPacks(Records.NONE, Records.NONE, names.old()), fresh);
            } else {
                try (Rows rowsBefore = old.get().rows(Part.PACKS);
                        Rows listingsBefore = old.get().rows(Part.LISTINGS)) {
                    merge.run(new OldPacks(rowsBefore, listingsBefore, names.old()), fresh);
                }
            }
            end(Part.LISTINGS, table);
            return merge;
        }
    }

    private void mergeBlobs(int[] oldPacks, int[] freshPacks, Renumbering renumbering, PackUnions unions)
            throws IOException {
        long most = old.map(Catalog::blobCount).orElse(0);
        for (RunSorter sorter : blobs) {
            most += sorter.count();
        }
        progress.begin(Progress.Phase.SORT, most, 0);
        FreshBlobs fresh = new FreshBlobs(RunSorter.merged(blobs), freshPacks);
        try (BlobWriter writer = new BlobWriter(generation)) {
            BlobMerge merge = new BlobMerge(writer, renumbering, unions, progress);
            if (old.isEmpty()) {
                merge.run(new OldBlobs(Optional.empty(), oldPacks), fresh);
            } else {
                try (BlobCursor before = old.get().blobs()) {
                    merge.run(new OldBlobs(Optional.of(before), oldPacks), fresh);
                }
            }
            writer.finish(rows);
        }
    }

    private void writePacks(Tape packs, PackUnions unions) throws IOException {
        try (RowWriter table = generation.createRows(Part.PACKS)) {
            unions.write(packs.read(), table);
            end(Part.PACKS, table);
        }
    }

    private void end(Part part, RowWriter table) throws IOException {
        table.finish();
        rows.put(part, table.rows());
    }

    private static void closeAll(List<RunSorter> sorters) throws IOException {
        for (RunSorter sorter : sorters) {
            sorter.close();
        }
    }

    @Override
    public void close() throws IOException {
        try {
            closeAll(blobs);
        } finally {
            closeAll(listings);
        }
    }
}
