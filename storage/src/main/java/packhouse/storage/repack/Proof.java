package packhouse.storage.repack;

import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;
import packhouse.protocol.FileId;
import packhouse.protocol.FileName;
import packhouse.protocol.FileType;
import packhouse.storage.catalog.BlobLookup;
import packhouse.storage.catalog.Catalog;
import packhouse.storage.catalog.StoreSource;
import packhouse.storage.catalog.TornException;
import packhouse.storage.format.BlobCodec;
import packhouse.storage.format.FormatException;
import packhouse.storage.format.PackEntry;
import packhouse.storage.format.PackHeader;
import packhouse.storage.format.Source;
import packhouse.storage.repository.Unlocked;

/**
 * Proves that nobody needs a hidden pack: every blob in it lies in a live pack that an index lists, and was read there just now, with its
 * MAC and its hash. Whether a snapshot needs the blob does not matter. Used by one thread.
 */
final class Proof implements Closeable {

    private final Unlocked repository;
    private final Catalog catalog;
    private final BlobLookup blobs;
    private final BlobCodec codec;
    private Optional<Survivor> last = Optional.empty();

    /** A live pack, open: blobs that lay together mostly still do. */
    private record Survivor(int pack, StoreSource file) {}

    Proof(Unlocked repository, Catalog catalog) throws IOException {
        this.repository = repository;
        this.catalog = catalog;
        this.blobs = catalog.lookup();
        this.codec = new BlobCodec(repository.key());
    }

    /**
     * Why a pack has to stay.
     *
     * @param dropped whether all that is against it is that no index names some of its blobs any more: a client has dropped them, and what it
     *     deletes rests in a trash of its own; else nobody knows what else is wrong
     */
    record Objection(boolean dropped, String why) {}

    /**
     * Why the pack has to stay; empty if nothing is lost with it.
     *
     * @param file its bytes in the trash
     */
    Optional<Objection> objection(FileId pack, Source file) throws IOException {
        if (catalog.packs().number(pack) >= 0) {
            return Optional.of(new Objection(false, "an index names pack " + pack));
        }
        try {
            Optional<Objection> worst = Optional.empty();
            for (PackEntry entry : PackHeader.read(file, repository.key())) {
                Optional<Objection> objection = objection(pack, entry);
                if (objection.isPresent() && !objection.get().dropped()) {
                    return objection;
                }
                worst = worst.or(() -> objection);
            }
            return worst;
        } catch (TornException e) {
            throw e;
        } catch (FormatException e) {
            return Optional.of(new Objection(false, "nobody knows what pack " + pack + " holds: " + e.what()));
        } catch (IOException e) {
            return Optional.of(new Objection(false, "nobody knows what pack " + pack + " holds: " + e.getMessage()));
        }
    }

    private Optional<Objection> objection(FileId pack, PackEntry entry) throws IOException {
        String blob = entry.kind().word() + " blob " + entry.id() + " of pack " + pack;
        if (!blobs.find(entry.kind(), entry.id())) {
            return Optional.of(new Objection(true, "no index names " + blob + " any more"));
        }
        for (int i = 0; i < blobs.copies(); i++) {
            if (canBeRead(entry, i)) {
                return Optional.empty();
            }
        }
        return Optional.of(new Objection(false, blob + " cannot be read anywhere else"));
    }

    private boolean canBeRead(PackEntry entry, int copy) throws IOException {
        int pack = blobs.pack(copy);
        PackEntry there =
                new PackEntry(entry.kind(), entry.id(), blobs.offset(copy), blobs.length(copy), blobs.rawLength(copy));
        try {
            Optional<StoreSource> file = open(pack);
            if (file.isEmpty() || file.get().size() != catalog.packs().expectedSize(pack)) {
                return false;
            }
            codec.verify(file.get(), there);
            return true;
        } catch (TornException e) {
            throw e;
        } catch (IOException e) {
            // Damaged, or on a bad sector: another copy may be sound.
            return false;
        }
    }

    private Optional<StoreSource> open(int pack) throws IOException {
        if (last.isEmpty() || last.get().pack() != pack) {
            closeLast();
            FileName name = FileName.of(FileType.DATA, catalog.packs().id(pack));
            last = StoreSource.open(repository.store(), name).map(file -> new Survivor(pack, file));
        }
        return last.map(Survivor::file);
    }

    private void closeLast() throws IOException {
        if (last.isPresent()) {
            last.get().file().close();
            last = Optional.empty();
        }
    }

    @Override
    public void close() throws IOException {
        try (codec;
                blobs) {
            closeLast();
        }
    }
}
