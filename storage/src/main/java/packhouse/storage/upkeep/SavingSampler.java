package packhouse.storage.upkeep;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import packhouse.protocol.FileName;
import packhouse.protocol.FileType;
import packhouse.storage.catalog.Catalog;
import packhouse.storage.catalog.Crew;
import packhouse.storage.catalog.Progress;
import packhouse.storage.catalog.StoreSource;
import packhouse.storage.format.BlobCodec;
import packhouse.storage.format.BlobKind;
import packhouse.storage.format.BlobSealer;
import packhouse.storage.format.Compression;
import packhouse.storage.format.FormatException;
import packhouse.storage.format.PackEntry;
import packhouse.storage.repository.Unlocked;
import packhouse.storage.upkeep.DedupReport.ExpectedSaving;
import packhouse.storage.upkeep.DedupReport.Saving;
import packhouse.storage.upkeep.TrialMemory.Outcome;

/** Compresses a sample of what is stored plain, at every level, to see what that saves. Used once. */
final class SavingSampler {

    /** Of a longer blob so many pieces are looked at, from its beginning to its end. */
    private static final int PIECES = 4;

    /** Bytes of a piece: from here on it compresses nearly as well as more of the same. */
    private static final int PIECE = 16 << 10;

    private static final List<Compression> QUICK = List.of(Compression.FASTEST, Compression.AUTO);

    private final Unlocked repository;
    private final Catalog catalog;
    private final TrialMemory memory;
    private final RandomGenerator random;
    private final int threads;
    private final Progress progress;
    private Amount sampled = Amount.NONE;

    SavingSampler(
            Unlocked repository,
            Catalog catalog,
            TrialMemory memory,
            RandomGenerator random,
            int threads,
            Progress progress) {
        this.repository = repository;
        this.catalog = catalog;
        this.memory = memory;
        this.random = random;
        this.threads = threads;
        this.progress = progress;
    }

    /**
     * What compression would save. Copies that cannot be read are left out; that they are damaged is for a check to say.
     *
     * @param data all plain data blobs
     * @param trees all plain trees
     * @return nothing if there is nothing to compress, or none of it can be read
     */
    Optional<ExpectedSaving> estimate(List<Trial> trials, Amount data, Amount trees) throws IOException {
        Map<BlobKind, Savings> savings =
                new EnumMap<>(Map.of(BlobKind.DATA, new Savings(data), BlobKind.TREE, new Savings(trees)));
        progress.begin(Progress.Phase.SAMPLE, trials.size(), 0);
        AtomicInteger next = new AtomicInteger();
        Crew.run(Math.min(threads, Math.max(1, trials.size())), (lane, crew) -> {
            try (BlobCodec codec = new BlobCodec(repository.key());
                    BlobSealer sealer = new BlobSealer(repository.key(), random)) {
                for (int i = next.getAndIncrement(); i < trials.size(); i = next.getAndIncrement()) {
                    if (!crew.isStopped()) {
                        attempt(trials.get(i), codec, sealer, savings);
                    }
                    progress.advance(1, 0);
                }
            }
        });
        memory.end();
        return sampled.count() == 0 ? Optional.empty() : Optional.of(result(savings));
    }

    private void attempt(Trial trial, BlobCodec codec, BlobSealer sealer, Map<BlobKind, Savings> savings)
            throws IOException {
        List<Compression> levels = levels(trial.effort());
        long lot = trial.copy().lot();
        Optional<Outcome> known =
                memory.recall(lot).filter(outcome -> outcome.saved().keySet().containsAll(levels));
        Optional<Outcome> outcome = known.isPresent() ? known : attempt(trial.copy(), levels, codec, sealer);
        if (outcome.isPresent()) {
            memory.keep(lot, outcome.get());
            count(trial.copy().entry(), outcome.get(), savings);
        }
    }

    private Optional<Outcome> attempt(Sample.Copy copy, List<Compression> levels, BlobCodec codec, BlobSealer sealer)
            throws IOException {
        FileName pack = FileName.of(FileType.DATA, catalog.packs().id(copy.pack()));
        Optional<StoreSource> found = StoreSource.open(repository.store(), pack);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        try (StoreSource file = found.get()) {
            long glimpsed = glimpse(file, copy.entry(), codec, sealer);
            Map<Compression, Long> saved = new EnumMap<>(Compression.class);
            if (!levels.isEmpty()) {
                ByteBuffer plain = codec.read(file, copy.entry());
                levels.forEach(level -> saved.put(level, saved(plain, level, sealer)));
            }
            return Optional.of(new Outcome(glimpsed, saved));
        } catch (FormatException e) {
            // Damage is for a check to tell.
            return Optional.empty();
        }
    }

    private static List<Compression> levels(Trial.Effort effort) {
        return switch (effort) {
            case GLIMPSE -> List.of();
            case WHOLE -> QUICK;
            case THOROUGH -> Compression.LEVELS;
        };
    }

    /** What would be saved on the blob if all of it were like the pieces that are looked at. */
    private static long glimpse(StoreSource file, PackEntry entry, BlobCodec codec, BlobSealer sealer)
            throws IOException {
        long length = entry.plainLength();
        if (length <= PIECES * PIECE) {
            return saved(codec.piece(file, entry, 0, (int) length), Compression.FASTEST, sealer);
        }
        long saved = 0;
        for (int i = 0; i < PIECES; i++) {
            long from = (length - PIECE) * i / (PIECES - 1);
            saved += saved(codec.piece(file, entry, from, PIECE), Compression.FASTEST, sealer);
        }
        return Math.round((double) saved / (PIECES * PIECE) * length);
    }

    private static long saved(ByteBuffer plain, Compression level, BlobSealer sealer) {
        int from = plain.arrayOffset() + plain.position();
        return plain.remaining() - (long) sealer.compressedLength(plain.array(), from, plain.remaining(), level);
    }

    private synchronized void count(PackEntry entry, Outcome outcome, Map<BlobKind, Savings> savings) {
        Savings ofKind = savings.get(entry.kind());
        if (ofKind != null) {
            ofKind.add(entry.length(), outcome.glimpsed(), outcome.saved());
            long tried = outcome.saved().isEmpty() ? Math.min(entry.length(), PIECES * PIECE) : entry.length();
            sampled = sampled.plus(new Amount(1, tried));
        }
    }

    private ExpectedSaving result(Map<BlobKind, Savings> savings) {
        return new ExpectedSaving(
                sum(savings, Compression.FASTEST),
                sum(savings, Compression.AUTO),
                sum(savings, Compression.BETTER),
                sum(savings, Compression.MAX),
                sampled);
    }

    private static Saving sum(Map<BlobKind, Savings> savings, Compression level) {
        return savings.values().stream().map(each -> each.at(level)).reduce(new Saving(0, 0), SavingEstimate::sum);
    }
}
