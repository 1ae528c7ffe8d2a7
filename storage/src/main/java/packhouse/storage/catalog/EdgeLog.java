package packhouse.storage.catalog;

import java.io.IOException;
import packhouse.protocol.FileId;
import packhouse.storage.format.BlobKind;

/**
 * What the trees of a {@link Catalog} contain, by ordinals. Blobs that trees point to although no index lists them have the ordinals
 * after those that are listed.
 */
public final class EdgeLog {

    private final Manifest manifest;

    EdgeLog(Manifest manifest) {
        this.manifest = manifest;
    }

    /** How many ordinals there are: those of listed blobs, and those of missing ones behind. */
    public int ordinals() {
        return (int) manifest.rows(Part.BLOBS) + missingCount();
    }

    /** How many blobs trees point to although no index lists them. */
    public int missingCount() {
        return (int) manifest.rows(Part.MISSING);
    }

    /** All trees that could be read, each before what it contains; to be closed by the caller. */
    public EdgeCursor cursor() throws IOException {
        return new EdgeCursor(openPages(), ordinals());
    }

    private PageReader openPages() throws IOException {
        PageReader pages = manifest.generation().open(Part.EDGES, PageReader.BACKWARDS);
        if (pages.blockCount() != manifest.rows(Part.EDGES)) {
            pages.close();
            throw new TornException(manifest.generation().path(Part.EDGES) + ": has not the promised length");
        }
        return pages;
    }

    /**
     * Marks what some blobs need: {@link Mark#reach}.
     *
     * @param roots of {@link #ordinals} size; they become the set of what is reached
     */
    public Mark.Reach reach(Bits roots, Progress progress) throws IOException {
        try (EdgeCursor edges = cursor()) {
            return Mark.reach(edges, roots, progress);
        }
    }

    /** Tells all missing blobs in the order of their ordinals. */
    public void missing(MissingVisitor visitor) throws IOException {
        try (Rows rows = openMissing()) {
            int first = ordinals() - missingCount();
            while (rows.next()) {
                visitor.missing(
                        first + (int) rows.row(),
                        BlobRow.kind(rows.array(), rows.at()),
                        BlobRow.id(rows.array(), rows.at()));
            }
        }
    }

    Rows openMissing() throws IOException {
        return manifest.generation().openRows(Part.MISSING, manifest.rows(Part.MISSING), PageReader.SCAN);
    }

    /** Is told a blob that trees point to although no index lists it. */
    @FunctionalInterface
    public interface MissingVisitor {

        /** One of them. */
        void missing(int ordinal, BlobKind kind, FileId id);
    }
}
