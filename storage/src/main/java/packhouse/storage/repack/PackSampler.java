package packhouse.storage.repack;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import packhouse.protocol.FileName;
import packhouse.protocol.FileType;
import packhouse.storage.catalog.Crew;
import packhouse.storage.catalog.PackTable;
import packhouse.storage.catalog.Progress;
import packhouse.storage.catalog.StoreSource;
import packhouse.storage.format.BlobCodec;
import packhouse.storage.format.BlobSealer;
import packhouse.storage.format.CompressionLevel;
import packhouse.storage.format.FormatException;
import packhouse.storage.format.PackEntry;
import packhouse.storage.format.PackHeader;
import packhouse.storage.repository.Unlocked;

/** Compresses a few blobs of each of some packs, to see what that saves. Used once. */
final class PackSampler {

    /** Blobs of one pack: if neither shrinks, hardly any other will. */
    private static final int BLOBS = 2;

    /** About so many bytes are enough to tell, and do not cost much of reading the pack. */
    private static final int GOOD = 256 << 10;

    /** What a pack must shrink by to be worth the work, in percent. */
    private static final int WORTH = 3;

    private final Unlocked repository;
    private final PackTable packs;
    private final Place place;
    private final CompressionLevel level;
    private final boolean anew;
    private final AtomicLong before = new AtomicLong();
    private final AtomicLong after = new AtomicLong();

    /**
     * A sampler.
     *
     * @param anew whether also what is compressed already is taken
     */
    PackSampler(Unlocked repository, PackTable packs, Place place, CompressionLevel level, boolean anew) {
        this.repository = repository;
        this.packs = packs;
        this.place = place;
        this.level = level;
        this.anew = anew;
    }

    /** Samples these packs; gives those that are not worth it, by their place in the array. */
    boolean[] findHopeless(int[] numbers, Progress progress) throws IOException {
        boolean[] hopeless = new boolean[numbers.length];
        progress.begin(Progress.Phase.SAMPLE, numbers.length, 0);
        AtomicInteger next = new AtomicInteger();
        Crew.run(Math.max(1, Math.min(place.threads(), numbers.length)), (lane, crew) -> {
            try (BlobCodec codec = new BlobCodec(repository.key());
                    BlobSealer sealer = new BlobSealer(repository.key(), place.random())) {
                for (int i = next.getAndIncrement(); i < numbers.length; i = next.getAndIncrement()) {
                    if (crew.isStopped()) {
                        return;
                    }
                    hopeless[i] = isHopeless(numbers[i], codec, sealer);
                    progress.advance(1, 0);
                }
            }
        });
        return hopeless;
    }

    /** What is damaged is not hopeless: whoever rewrites it will say so. */
    private boolean isHopeless(int number, BlobCodec codec, BlobSealer sealer) throws IOException {
        FileName name = FileName.of(FileType.DATA, packs.id(number));
        Optional<StoreSource> found = StoreSource.open(repository.store(), name);
        if (found.isEmpty()) {
            return false;
        }
        try (StoreSource pack = found.get()) {
            long old = 0;
            long compressed = 0;
            for (PackEntry entry : chosen(PackHeader.read(pack, repository.key()))) {
                ByteBuffer plain = codec.read(pack, entry);
                int from = plain.arrayOffset() + plain.position();
                old += entry.length() - PackEntry.OVERHEAD;
                compressed += sealer.compressedLength(plain.array(), from, plain.remaining(), level);
            }
            before.addAndGet(old);
            after.addAndGet(Math.min(old, compressed));
            return (old - compressed) * 100 < old * WORTH;
        } catch (FormatException e) {
            return false;
        }
    }

    private List<PackEntry> chosen(List<PackEntry> all) {
        List<PackEntry> chosen = new ArrayList<>(all);
        chosen.removeIf(entry -> (entry.isCompressed() && !anew) || entry.plainLength() == 0);
        chosen.sort(Comparator.comparingLong(entry -> Math.abs(entry.length() - GOOD)));
        return chosen.subList(0, Math.min(BLOBS, chosen.size()));
    }

    /** What is left of the sampled bytes after compressing them, as a part of them; 1 if there were none. */
    double ratio() {
        return before.get() == 0 ? 1 : (double) after.get() / before.get();
    }
}
