package packhouse.storage.upkeep;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import packhouse.protocol.FileId;
import packhouse.protocol.FileName;
import packhouse.protocol.FileType;
import packhouse.storage.catalog.Catalog;
import packhouse.storage.catalog.Progress;
import packhouse.storage.disk.Region;
import packhouse.storage.store.FileList;
import packhouse.storage.store.Ledger;
import packhouse.storage.store.Store;
import packhouse.storage.store.Upload;

/** What {@code repo dedup} does with a catalog, but for reading samples: marks, counts, chooses, looks ahead. */
public final class ReportBench {

    private ReportBench() {}

    /** Does it; gives the bytes that repacking would free. */
    public static long run(Catalog catalog, List<FileId> trees, Progress progress) throws IOException {
        PackSurvey survey = PackSurvey.of(catalog.packs(), new FileList(List.of()), (pack, size, marked) -> {}, progress);
        List<Roots.Root> roots =
                trees.stream().map(tree -> new Roots.Root(tree, tree, "host", Instant.EPOCH)).toList();
        Needs needs = Needs.of(catalog, roots, progress);
        PackHomes homes = PackHomes.of(catalog, new Timeless());
        DedupScan scan = new DedupScan(catalog, needs, homes, new TrialMemory(new SecureRandom()), progress);
        OriginTally origins = new OriginTally(homes, List.of());
        scan.run(origins);
        DedupSummary summary = new DedupSummary(catalog, survey, scan);
        summary.duplicate(Origins.of(origins.parts(), List.of()));
        summary.packs(Amount.NONE);
        summary.prune(2, true);
        return summary.repack(2).freedBytes();
    }

    /** A store that knows no times, and is asked for nothing else. */
    private static final class Timeless implements Store {
        @Override
        public void create() {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean exists() {
            throw new UnsupportedOperationException();
        }

        @Override
        public OptionalLong size(FileName name) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<Instant> arrived(FileName name) {
            return Optional.empty();
        }

        @Override
        public Optional<Region> open(FileName name) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<FileList> list(FileType type) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Upload begin(FileName name, Ledger ledger) {
            throw new UnsupportedOperationException();
        }

        @Override
        public OptionalLong delete(FileName name) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean bringBack(FileName name, Path aside) {
            throw new UnsupportedOperationException();
        }

        @Override
        public OptionalLong moveAside(FileName name, Aside aside) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void forceFolder(FileName name) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Count count(FileType type) {
            throw new UnsupportedOperationException();
        }
    }
}
