package packhouse.storage.repack;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import packhouse.protocol.FileId;
import packhouse.protocol.FileType;
import packhouse.storage.catalog.Catalog;
import packhouse.storage.repository.NoRepositoryException;
import packhouse.storage.store.FileSet;
import packhouse.storage.store.Store;

/**
 * Which index file lists which pack while one after the other is replaced, and what clients have added to the index since the catalog was
 * made. Used by one thread at a time.
 */
final class IndexBook {

    private final Catalog catalog;
    private final Homes homes;
    private final Store store;
    private final IndexDocuments documents;
    /** Index files that this run wrote. */
    private final List<FileId> written = new ArrayList<>();
    /** For each pack the place of the one that lists it, plus one; 0 if none does. */
    private final int[] moved;

    private final Set<FileId> known = new HashSet<>();
    private final BitSet named = new BitSet();
    private final Set<FileId> namedElse = new HashSet<>();

    IndexBook(Catalog catalog, Homes homes, Store store, IndexDocuments documents) {
        this.catalog = catalog;
        this.homes = homes;
        this.store = store;
        this.documents = documents;
        this.moved = new int[catalog.packs().count()];
        for (int i = 0; i < catalog.indexes().count(); i++) {
            known.add(catalog.indexes().id(i));
        }
    }

    /** The index files that list any of these packs now. */
    Set<FileId> of(Collection<Integer> packs) {
        Set<FileId> indexes = new LinkedHashSet<>();
        for (int pack : packs) {
            if (moved[pack] > 0) {
                indexes.add(written.get(moved[pack] - 1));
            }
            homes.of(pack)
                    .mapToObj(index -> catalog.indexes().id(index))
                    .filter(known::contains)
                    .forEach(indexes::add);
        }
        return indexes;
    }

    /** Index files have taken the place of others. */
    void replaced(Collection<FileId> old, List<NewIndex> made) throws IOException {
        known.removeAll(old);
        for (NewIndex index : made) {
            known.add(index.id());
            written.add(index.id());
            for (FileId pack : index.packs()) {
                int number = catalog.packs().number(pack);
                if (number >= 0) {
                    moved[number] = written.size();
                }
            }
        }
    }

    /**
     * Reads what clients have added since it was asked last.
     *
     * @return the index files that clients have removed: what was planned is not to be relied on any more
     */
    List<FileId> refresh() throws IOException {
        Set<FileId> gone = new HashSet<>(known);
        for (FileSet part : store.list(FileType.INDEX)
                .orElseThrow(NoRepositoryException::new)
                .parts()) {
            for (int i = 0; i < part.count(); i++) {
                FileId id = part.id(i);
                if (!gone.remove(id) && !known.contains(id)) {
                    read(id, gone);
                }
            }
        }
        return new ArrayList<>(gone);
    }

    private void read(FileId index, Set<FileId> gone) throws IOException {
        try {
            documents.read(index, (pack, entries, marked) -> name(pack));
            known.add(index);
        } catch (FileNotFoundException e) {
            gone.add(index);
        }
    }

    private void name(FileId pack) throws IOException {
        int number = catalog.packs().number(pack);
        if (number >= 0) {
            named.set(number);
        } else {
            namedElse.add(pack);
        }
    }

    /** Whether a client has listed the pack since the catalog was made. */
    boolean isNamed(SourcePack pack) {
        return pack.isRider() ? namedElse.contains(pack.id()) : named.get(pack.number());
    }
}
