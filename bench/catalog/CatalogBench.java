package packhouse.storage.catalog;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import packhouse.protocol.FileId;
import packhouse.storage.disk.RealDisk;
import packhouse.storage.format.BlobKind;
import packhouse.storage.format.PageCipher;
import packhouse.storage.format.RepositoryKey;
import packhouse.storage.upkeep.ReportBench;

/** Builds the catalog of a made-up repository, marks, goes through everything once, and tells what each of it took. */
final class CatalogBench {

    /** Of the heap of trees: roots that need seven ninths of them, like snapshots of which some were forgotten. */
    private static final List<Integer> ROOTS = List.of(1, 2, 10);

    private final SyntheticRepository repository;
    private final Clock clock = new Clock();

    private CatalogBench(int blobs) {
        this.repository = new SyntheticRepository(blobs);
    }

    public static void main(String[] arguments) throws IOException {
        int blobs = (int) (Double.parseDouble(arguments[0]) * 1_000_000);
        Path top = arguments.length > 2 ? Path.of(arguments[2]) : Path.of(System.getProperty("java.io.tmpdir"));
        Path directory = Files.createTempDirectory(top, "catalog-bench");
        try {
            new CatalogBench(blobs).run(directory.resolve("catalog"), Integer.parseInt(arguments[1]));
        } finally {
            try (Stream<Path> files = Files.walk(directory)) {
                files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
            }
        }
    }

    private void run(Path directory, int threads) throws IOException {
        RepositoryKey key = RepositoryKey.random(new SecureRandom());
        SecureRandom random = new SecureRandom();
        Workspace workspace = new Workspace(
                RealDisk.probe(directory.getParent(), warning -> {}), directory, random, threads, false);
        Origin origin = new Origin(
                repository,
                () -> repository,
                label -> PageCipher.of(key, label)::apply,
                () -> PageCipher.random(random)::apply);
        CatalogBuilder builder = new CatalogBuilder(
                origin, workspace, clock, new Silence(), new Budget(threads, Budget.SORTING));
        repository.yesterday(true);
        long start = System.nanoTime();
        try (Catalog catalog = builder.refresh()) {
            clock.end();
            double build = seconds(start);
            say("%-46s %8.1f s, %6.1f s of CPU", "build in all", build, cpu() / 1e9);
            mark(catalog);
            report(catalog);
            long bytes = size(directory);
            long peak = peak();
            say("%-46s %8d MiB, %.2f bytes a blob", "resident at most", peak >> 20, (double) peak / catalog.blobCount());
            say("%-46s %8d MiB, %.1f bytes a blob", "catalog on disk", bytes >> 20, (double) bytes / catalog.blobCount());
        }
        start = System.nanoTime();
        builder.refresh().close();
        say("%-46s %8.3f s", "refresh, nothing new", seconds(start));
        night(builder);
    }

    /** Two index files are new. */
    private void night(CatalogBuilder builder) throws IOException {
        say("a night later:");
        repository.yesterday(false);
        long start = System.nanoTime();
        long before = cpu();
        builder.refresh().close();
        clock.end();
        say("%-46s %8.1f s, %6.1f s of CPU", "refresh in all", seconds(start), (cpu() - before) / 1e9);
        say("%-46s %8d MiB", "resident at most", peak() >> 20);
    }

    private void mark(Catalog catalog) throws IOException {
        say("%d blobs, %d packs, %d trees, %d missing", catalog.blobCount(), catalog.packs().count(), repository.trees(),
                catalog.edges().missingCount());
        for (int round = 0; round < 2; round++) {
            long start = System.nanoTime();
            long before = cpu();
            Bits roots = new Bits(catalog.edges().ordinals());
            for (int root : ROOTS) {
                roots.set(catalog.ordinal(BlobKind.TREE, repository.tree(root)));
            }
            Mark.Reach reach = catalog.edges().reach(roots, Progress.NONE);
            say("%-46s %8.1f s, %6.1f s of CPU, %d reached", "mark", seconds(start), (cpu() - before) / 1e9, reach.reached().count());
            start = System.nanoTime();
            before = cpu();
            scan(catalog, reach.reached());
            say("%-46s %8.1f s, %6.1f s of CPU", "one look at every copy of every blob", seconds(start), (cpu() - before) / 1e9);
        }
    }

    private void report(Catalog catalog) throws IOException {
        long start = System.nanoTime();
        long before = cpu();
        List<FileId> roots = ROOTS.stream().map(repository::tree).toList();
        long freed = ReportBench.run(catalog, roots, clock);
        clock.end();
        say("%-46s %8.1f s, %6.1f s of CPU, %d bytes could go", "report about duplicates", seconds(start),
                (cpu() - before) / 1e9, freed);
    }

    private static void scan(Catalog catalog, Bits reached) throws IOException {
        long unused = 0;
        long duplicate = 0;
        try (BlobCursor blobs = catalog.blobs()) {
            while (blobs.next()) {
                for (int i = 0; i < blobs.copies(); i++) {
                    unused += reached.get(blobs.ordinal()) ? 0 : blobs.length(i);
                    duplicate += i == 0 ? 0 : blobs.length(i);
                }
            }
        }
        if (unused <= 0 || duplicate <= 0) {
            throw new IllegalStateException("there is something unused and something twice");
        }
    }

    private static long size(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.mapToLong(file -> file.toFile().length()).sum();
        }
    }

    /** The most that was ever resident, in bytes. */
    private static long peak() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) << 10)
                .findFirst()
                .orElse(0);
    }

    /** What this process has computed so far, in nanoseconds: on a busy machine the time alone says little. */
    private static long cpu() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    private static void say(String format, Object... values) {
        System.out.printf(Locale.ROOT, format + "%n", values);
    }

    /** Tells how long each part takes. */
    private static final class Clock implements Progress {

        private Phase phase = Phase.INDEX;
        private long since;
        private long cpuSince;
        private long items;

        @Override
        public synchronized void begin(Phase next, long count, long bytes) {
            end();
            phase = next;
            since = System.nanoTime();
            cpuSince = cpu();
            items = count;
        }

        @Override
        public void advance(long count, long bytes) {
            // The time is what counts.
        }

        synchronized void end() {
            if (since != 0) {
                say("%-46s %8.1f s, %6.1f s of CPU", phase.words() + ", " + items + " " + phase.unit(), seconds(since),
                        (cpu() - cpuSince) / 1e9);
                since = 0;
            }
        }
    }

    private static final class Silence implements Complaints {

        @Override
        public void unreadableIndex(FileId index, String why) {
            throw new IllegalStateException(why);
        }

        @Override
        public void unreadableTree(FileId tree, String why) {
            throw new IllegalStateException(why);
        }

        @Override
        public void flaw(FileId tree, String sentence) {
            throw new IllegalStateException(sentence);
        }
    }
}
