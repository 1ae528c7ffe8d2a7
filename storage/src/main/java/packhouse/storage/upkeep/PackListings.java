package packhouse.storage.upkeep;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import packhouse.protocol.FileId;
import packhouse.protocol.FileName;
import packhouse.protocol.FileType;
import packhouse.storage.catalog.Catalog;
import packhouse.storage.catalog.ListingCursor;
import packhouse.storage.format.BlobKind;
import packhouse.storage.format.FormatException;
import packhouse.storage.format.IndexVisitor;
import packhouse.storage.format.PackEntry;
import packhouse.storage.repository.Unlocked;

/** Which index files list a pack, and what they say about it. Safe for many threads. */
final class PackListings {

    private final Unlocked repository;
    private final Catalog catalog;

    PackListings(Unlocked repository, Catalog catalog) {
        this.repository = repository;
        this.catalog = catalog;
    }

    /**
     * Whether any index file that lists the pack is still there. If none is, a client has rewritten the index meanwhile, and may remove
     * the pack.
     */
    boolean isStillListed(int pack) throws IOException {
        for (FileId index : indexes(pack)) {
            if (repository.store().size(FileName.of(FileType.INDEX, index)).isPresent()) {
                return true;
            }
        }
        return false;
    }

    /** What all index files together list of a pack, by offset. Reads these files. */
    List<PackEntry> entries(int pack) throws IOException {
        FileId wanted = catalog.packs().id(pack);
        Set<PackEntry> entries = new TreeSet<>(Comparator.comparingLong(PackEntry::offset)
                .thenComparing(PackEntry::id)
                .thenComparing(PackEntry::kind)
                .thenComparing(PackEntry::length)
                .thenComparing(PackEntry::rawLength));
        Documents documents = new Documents(repository);
        for (FileId index : indexes(pack)) {
            try {
                documents.index(index, new EntriesOfPack(wanted, entries));
            } catch (FormatException e) {
                // It could be read a minute ago. What is damaged is told of index files by themselves.
            }
        }
        return new ArrayList<>(entries);
    }

    private List<FileId> indexes(int pack) throws IOException {
        List<FileId> indexes = new ArrayList<>();
        try (ListingCursor listings = catalog.listings()) {
            while (listings.next() && listings.pack() <= pack) {
                if (listings.pack() == pack && !listings.isMarked()) {
                    indexes.add(catalog.indexes().id(listings.index()));
                }
            }
        }
        return indexes;
    }

    /** Keeps the entries of one pack. */
    private static final class EntriesOfPack implements IndexVisitor {

        private final FileId wanted;
        private final Set<PackEntry> entries;
        private boolean inside;

        EntriesOfPack(FileId wanted, Set<PackEntry> entries) {
            this.wanted = wanted;
            this.entries = entries;
        }

        @Override
        public void pack(FileId pack, boolean deleted) {
            inside = !deleted && pack.equals(wanted);
        }

        @Override
        public void blob(BlobKind kind, FileId id, long offset, long length, long rawLength) {
            if (inside) {
                entries.add(new PackEntry(kind, id, offset, length, rawLength));
            }
        }
    }
}
