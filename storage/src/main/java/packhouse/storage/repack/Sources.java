package packhouse.storage.repack;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import packhouse.protocol.FileId;
import packhouse.protocol.FileName;
import packhouse.protocol.FileType;
import packhouse.storage.catalog.PackTable;
import packhouse.storage.catalog.PackTally;
import packhouse.storage.catalog.StoreSource;
import packhouse.storage.format.NewPack;
import packhouse.storage.format.PackEntry;
import packhouse.storage.format.PackHeader;
import packhouse.storage.format.Source;
import packhouse.storage.repository.Unlocked;

/** The packs of one batch, open while it lasts. Used by one thread. */
final class Sources implements Closeable {

    private final Unlocked repository;
    private final PackTable packs;
    private final List<SourcePack> all = new ArrayList<>();
    private final List<StoreSource> opened = new ArrayList<>();

    Sources(Unlocked repository, PackTable packs) {
        this.repository = repository;
        this.packs = packs;
    }

    /** Opens a pack and compares its header with the index; what is wrong with it, if anything is, ends a sentence about packs. */
    Optional<String> open(int number) throws IOException {
        FileId id = packs.id(number);
        Optional<StoreSource> found;
        try {
            found = StoreSource.open(repository.store(), FileName.of(FileType.DATA, id));
        } catch (IOException e) {
            return Optional.of("cannot be opened: " + e.getMessage());
        }
        if (found.isEmpty()) {
            return Optional.of("are gone since the plan was made");
        }
        try {
            List<PackEntry> header = PackHeader.read(found.get(), repository.key());
            if (fingerprint(header) == packs.fingerprint(number)) {
                all.add(new SourcePack(number, id, found.get(), header));
                opened.add(found.get());
                return Optional.empty();
            }
        } catch (IOException e) {
            found.get().close();
            return Optional.of("cannot be read: " + e.getMessage());
        }
        found.get().close();
        return Optional.of("have a header that differs from the index; run a check");
    }

    private static long fingerprint(List<PackEntry> entries) {
        PackTally tally = new PackTally();
        entries.forEach(tally::add);
        return tally.fingerprint();
    }

    /** Adds a pack that this run wrote; the file stays its owner's. */
    SourcePack add(NewPack pack, Source file) {
        SourcePack source = new SourcePack(SourcePack.RIDER, pack.id(), file, pack.entries());
        all.add(source);
        return source;
    }

    /** Those that are open. */
    List<SourcePack> all() {
        return all;
    }

    boolean has(FileId id) {
        return all.stream().anyMatch(source -> source.id().equals(id));
    }

    @Override
    public void close() throws IOException {
        for (StoreSource file : opened) {
            file.close();
        }
    }
}
