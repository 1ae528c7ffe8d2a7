package packhouse.storage.catalog;

import java.nio.file.Path;
import java.util.SplittableRandom;
import packhouse.protocol.FileId;
import packhouse.storage.disk.Disk;

/** Builders of catalogs over index files in memory, under veils that are easily seen through. */
final class TestCatalogs {

    private TestCatalogs() {}

    static CatalogBuilder builder(Disk disk, Path directory, TestIndexes indexes, long seed, Budget budget) {
        return builder(disk, directory, indexes, seed, budget, SILENCE);
    }

    static CatalogBuilder builder(
            Disk disk, Path directory, TestIndexes indexes, long seed, Budget budget, Complaints complaints) {
        return builder(disk, directory, indexes, seed, budget, Progress.NONE, complaints);
    }

    static CatalogBuilder builder(
            Disk disk,
            Path directory,
            TestIndexes indexes,
            long seed,
            Budget budget,
            Progress progress,
            Complaints complaints) {
        Workspace workspace = new Workspace(disk, directory, new SplittableRandom(seed), budget.threads(), true);
        return new CatalogBuilder(
                new Origin(indexes, indexes::trees, KEY, () -> veil(seed)), workspace, progress, complaints, budget);
    }

    /** Of the repository. */
    static final Veils KEY = label -> veil(label.hashCode());

    /** Each byte depends on its position and the key, so that bytes of another place or file are wrong. */
    static Veil veil(long key) {
        return (position, buffer, offset, length) -> {
            for (int i = 0; i < length; i++) {
                buffer[offset + i] ^= (byte) (((position + i + key) * 0x9e37_79b9_7f4a_7c15L) >>> 40);
            }
        };
    }

    /** Nothing is expected to be wrong, or it does not matter. */
    static final Complaints SILENCE = new Complaints() {
        @Override
        public void unreadableIndex(FileId index, String why) {}

        @Override
        public void unreadableTree(FileId tree, String why) {}

        @Override
        public void flaw(FileId tree, String sentence) {}
    };
}
