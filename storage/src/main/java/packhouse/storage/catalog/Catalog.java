package packhouse.storage.catalog;

import java.io.Closeable;
import java.io.IOException;
import packhouse.protocol.FileId;
import packhouse.storage.format.BlobKind;

/**
 * What the index files and trees of a repository tell, at one moment: immutable, and readable until it is closed even if a newer
 * one has taken its place. Safe for many threads; each cursor is for one.
 *
 * <p>A blob's ordinal is its place in the order of ids and kinds. Ordinals and pack numbers hold for this catalog only.
 *
 * <p>Whatever reads may throw a {@link TornException}: its files are damaged and it has to be made anew.
 */
public final class Catalog implements Closeable {

    private final Manifest manifest;
    private final BlobTable blobs;
    private final PackTable packs;
    private final IndexList indexes;

    private Catalog(Manifest manifest, BlobTable blobs, PackTable packs, IndexList indexes) {
        this.manifest = manifest;
        this.blobs = blobs;
        this.packs = packs;
        this.indexes = indexes;
    }

    /** Opens the files of a generation, all at once: a newer one removes them. */
    static Catalog open(Manifest manifest) throws IOException {
        Generation generation = manifest.generation().hold();
        try {
            return openParts(new Manifest(generation, manifest.rows(), manifest.unreadTrees()));
        } catch (IOException e) {
            generation.held().close();
            throw e;
        }
    }

    private static Catalog openParts(Manifest manifest) throws IOException {
        IndexList indexes;
        try (Rows rows = manifest.openRows(Part.INDEXES, PageReader.SCAN)) {
            indexes = IndexList.of(rows);
        }
        BlobTable blobs = new BlobTable(manifest);
        PackTable packs = new PackTable(manifest.openRows(Part.PACKS, PageReader.LOOKUP));
        return new Catalog(manifest, blobs, packs, indexes);
    }

    /** How many blobs there are; their ordinals are below. */
    public int blobCount() {
        return blobs.count();
    }

    /** The ordinal of a blob, -1 if no index lists it. Reads one page. */
    public int ordinal(BlobKind kind, FileId id) throws IOException {
        return blobs.ordinal(kind, id);
    }

    /** All blobs in the order of their ordinals, to be closed by the caller. */
    public BlobCursor blobs() throws IOException {
        return blobs.cursor();
    }

    /** Finds the places of single blobs, to be closed by the caller. */
    public BlobLookup lookup() throws IOException {
        return new BlobLookup(new BlobTable(manifest));
    }

    /** The packs; closed together with this. */
    public PackTable packs() {
        return packs;
    }

    /** The index files that were read. Those that could not be are not among them. */
    public IndexList indexes() {
        return indexes;
    }

    /** What trees contain. */
    public EdgeLog edges() {
        return new EdgeLog(manifest);
    }

    /** How many trees could not be read, so that nobody knows what they contain. */
    public long unreadTrees() {
        return manifest.unreadTrees();
    }

    /** Which index file lists which pack, to be closed by the caller. */
    public ListingCursor listings() throws IOException {
        return new ListingCursor(rows(Part.LISTINGS));
    }

    /** All rows of a part in their order, to be closed by the caller. */
    Rows rows(Part part) throws IOException {
        return manifest.generation().openRows(part, manifest.rows(part), PageReader.SCAN);
    }

    Manifest manifest() {
        return manifest;
    }

    @Override
    public void close() throws IOException {
        try (blobs;
                packs) {
            manifest.generation().held().close();
        }
    }
}
