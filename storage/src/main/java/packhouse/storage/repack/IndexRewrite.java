package packhouse.storage.repack;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import packhouse.protocol.FileId;
import packhouse.storage.catalog.PackTally;
import packhouse.storage.catalog.StoreSource;
import packhouse.storage.format.Envelope;
import packhouse.storage.format.FormatException;
import packhouse.storage.format.IndexWriter;
import packhouse.storage.format.PackEntry;
import packhouse.storage.repository.Unlocked;

/**
 * Writes the index files that take the place of others: all packs of those but the ones that go, and the new ones. Then reads them again
 * and compares. Used once.
 */
final class IndexRewrite {

    private final Unlocked repository;
    private final Staging staging;
    private final RandomGenerator random;
    private final IndexDocuments documents;
    private final Map<FileId, Long> meant = new HashMap<>();
    private final List<FileId> packs = new ArrayList<>();
    private final List<NewIndex> made = new ArrayList<>();

    IndexRewrite(Unlocked repository, Staging staging, RandomGenerator random) {
        this.repository = repository;
        this.staging = staging;
        this.random = random;
        this.documents = new IndexDocuments(repository);
    }

    /**
     * The new index files.
     *
     * @param old those that are replaced; none of them marks a pack to be deleted
     * @param victims packs that go
     */
    List<NewIndex> write(Collection<FileId> old, Set<FileId> victims, List<Made> added) throws IOException {
        IndexWriter writer = new IndexWriter(this::store);
        for (FileId index : old) {
            documents.read(index, (pack, entries, marked) -> {
                if (marked) {
                    throw new IOException("index/" + index + ": marks packs to be deleted, which it did not before");
                }
                if (!victims.contains(pack)) {
                    add(pack, entries, writer);
                }
            });
        }
        for (Made pack : added) {
            add(pack.pack().id(), pack.pack().entries(), writer);
        }
        writer.end();
        verify();
        return made;
    }

    private void add(FileId pack, List<PackEntry> entries, IndexWriter writer) throws IOException {
        long fingerprint = fingerprint(entries);
        Long before = meant.put(pack, fingerprint);
        if (before == null) {
            writer.pack(pack, entries);
            packs.add(pack);
        } else if (before != fingerprint) {
            throw new IOException("pack " + pack + " is listed differently by two index files");
        }
    }

    private static long fingerprint(List<PackEntry> entries) {
        PackTally tally = new PackTally();
        entries.forEach(tally::add);
        return tally.fingerprint();
    }

    /** Takes a file of the packs that were added since the last, all but the newest if that did not fit into it. */
    private void store(byte[] json) throws IOException {
        byte[] sealed = Envelope.seal(json, repository.key(), repository.version(), random);
        FileId id = FileId.of(Hash.of(sealed));
        Staging.Draft draft = staging.create();
        try (draft) {
            draft.write(sealed, 0, sealed.length);
            draft.finish();
        }
        made.add(new NewIndex(id, sealed.length, List.copyOf(packs), draft.path()));
        packs.clear();
    }

    private void verify() throws IOException {
        Map<FileId, Long> found = new HashMap<>();
        for (NewIndex index : made) {
            try (StoreSource file = Staging.open(staging.disk(), index.file())) {
                byte[] bytes = new byte[(int) file.size()];
                file.read(0, bytes, 0, bytes.length);
                if (!FileId.of(Hash.of(bytes)).equals(index.id())) {
                    throw new FormatException.Corrupt(file.name(), -1, "it has not the bytes that were written");
                }
                documents.read(file, (pack, entries, marked) -> found.put(pack, fingerprint(entries)));
            }
        }
        if (!found.equals(meant)) {
            throw new IOException("the index that was written does not list what it should");
        }
    }
}
