package packhouse.storage.upkeep;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import packhouse.protocol.FileId;
import packhouse.protocol.FileName;
import packhouse.protocol.FileType;
import packhouse.storage.catalog.PackTally;
import packhouse.storage.catalog.StoreSource;
import packhouse.storage.format.BlobCodec;
import packhouse.storage.format.FormatException;
import packhouse.storage.format.PackEntry;
import packhouse.storage.format.PackHeader;
import packhouse.storage.format.Source;
import packhouse.storage.repository.Unlocked;

/**
 * Reads packs and finds what is wrong with them: the hash that is their name, the header, the index against the header, and each
 * blob. A pack is read once, front to back, and once more before it is called damaged, for memory and cables fail too. Used by
 * one thread.
 */
final class PackVerifier implements Closeable {

    /** More damaged blobs of one pack are counted and not named: it is lost as a whole. */
    static final int MAX_BLOBS = 100;

    private final Unlocked repository;
    private final BlobCodec codec;

    PackVerifier(Unlocked repository) {
        this.repository = repository;
        this.codec = new BlobCodec(repository.key());
    }

    /** What is wrong with a pack; nothing if it is gone. */
    List<Finding> verify(PackPromise promise) throws IOException {
        List<Finding> first = read(promise);
        return first.isEmpty() ? first : read(promise);
    }

    private List<Finding> read(PackPromise promise) throws IOException {
        Optional<StoreSource> found;
        try {
            found = StoreSource.open(repository.store(), FileName.of(FileType.DATA, promise.pack()));
        } catch (IOException e) {
            return List.of(unreadable(promise.pack(), e));
        }
        if (found.isEmpty()) {
            return List.of();
        }
        List<Finding> findings = new ArrayList<>();
        try (StoreSource file = found.get()) {
            read(file, promise, findings);
        } catch (IOException e) {
            findings.add(unreadable(promise.pack(), e));
        }
        return findings;
    }

    private static Finding unreadable(FileId pack, IOException trouble) {
        return new ContentFinding.Unreadable(pack, String.valueOf(trouble.getMessage()));
    }

    private void read(StoreSource file, PackPromise promise, List<Finding> findings) throws IOException {
        HashedSource pack = new HashedSource(file);
        verifyBlobs(pack, promise, entries(file, promise, findings), findings);
        FileId actual = pack.finish();
        if (!actual.equals(promise.pack())) {
            findings.add(new ContentFinding.WrongHash(promise.pack(), actual));
        }
    }

    /** What the header lists, or the index if the header is damaged. */
    private List<PackEntry> entries(Source file, PackPromise promise, List<Finding> findings) throws IOException {
        List<PackEntry> header;
        try {
            header = PackHeader.read(file, repository.key());
        } catch (FormatException e) {
            findings.add(new ContentFinding.HeaderUnreadable(promise.pack(), e.what()));
            return promise.entries().find();
        }
        PackTally tally = new PackTally();
        header.forEach(tally::add);
        if (tally.fingerprint() != promise.fingerprint()) {
            String what = PackComparison.words(header, promise.entries().find());
            findings.add(new ContentFinding.HeaderDiffers(promise.pack(), what));
        }
        return header;
    }

    private void verifyBlobs(Source pack, PackPromise promise, List<PackEntry> entries, List<Finding> findings)
            throws IOException {
        long damaged = 0;
        for (PackEntry entry : entries) {
            try {
                codec.verify(pack, entry);
            } catch (FormatException e) {
                if (damaged++ < MAX_BLOBS) {
                    findings.add(
                            new ContentFinding.BlobDamaged(promise.pack(), entry.kind(), entry.id(), why(entry, e)));
                }
            }
        }
        if (damaged > MAX_BLOBS) {
            findings.add(new ContentFinding.MoreBlobsDamaged(promise.pack(), damaged - MAX_BLOBS));
        }
    }

    /** Most reasons name the blob themselves. */
    private static String why(PackEntry entry, FormatException damage) {
        String name = entry.kind().word() + " blob " + entry.id() + " ";
        return damage.what().startsWith(name) ? damage.what().substring(name.length()) : "is damaged: " + damage.what();
    }

    @Override
    public void close() {
        codec.close();
    }
}
