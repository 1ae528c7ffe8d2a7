package packhouse.storage.repack;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import packhouse.storage.format.BlobKind;
import packhouse.storage.format.NewPack;
import packhouse.storage.format.PackWriter;
import packhouse.storage.format.RepositoryKey;
import packhouse.storage.format.SealedBlob;

/** Puts blobs into packs, one open pack of each kind. Safe for many threads, which wait for each other while a blob is written. */
final class PackSink implements Closeable {

    private final Staging staging;
    private final RepositoryKey key;
    private final RandomGenerator random;
    private final long target;
    private final Map<BlobKind, Open> open = new EnumMap<>(BlobKind.class);
    private final List<Made> made = new ArrayList<>();

    /**
     * A sink.
     *
     * @param target where a pack is full, in bytes
     */
    PackSink(Staging staging, RepositoryKey key, RandomGenerator random, long target) {
        this.staging = staging;
        this.key = key;
        this.random = random;
        this.target = target;
    }

    /** A pack that is being written, or waits to be finished. */
    record Open(Staging.Draft draft, PackWriter writer) {}

    /** Writes a blob. If its pack is full then, that is the caller's to {@link #finish}. */
    synchronized Optional<Open> add(SealedBlob blob) throws IOException {
        Open pack = open.get(blob.kind());
        if (pack == null) {
            Staging.Draft draft = staging.create();
            pack = new Open(draft, new PackWriter(draft, key, random));
            open.put(blob.kind(), pack);
        }
        pack.writer().add(blob);
        if (!pack.writer().isFull(target)) {
            return Optional.empty();
        }
        open.remove(blob.kind());
        return Optional.of(pack);
    }

    /** Packs that did not become full, to be finished. */
    synchronized List<Open> takeRest() {
        List<Open> rest = List.copyOf(open.values());
        open.clear();
        return rest;
    }

    /** Ends a pack, makes it durable and reads it back. */
    void finish(Open pack, ReadBack readBack) throws IOException {
        NewPack written;
        try (Staging.Draft draft = pack.draft()) {
            written = pack.writer().finish();
            draft.finish();
        }
        readBack.verify(pack.draft().path(), written);
        synchronized (this) {
            made.add(new Made(written, pack.draft().path()));
        }
    }

    /** What was finished. */
    synchronized List<Made> made() {
        return List.copyOf(made);
    }

    @Override
    public synchronized void close() throws IOException {
        for (Open pack : takeRest()) {
            pack.draft().close();
        }
    }
}
