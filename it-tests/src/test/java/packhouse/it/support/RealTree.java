package packhouse.it.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Real files of this machine, of about a wanted size, in place and in an order that is always the same: whole directories of
 * {@code /usr} as long as they fit, and of the first that does not, its entries in turn. What we may not read is left out.
 */
public final class RealTree {

    /** Enough for restic to fill many packs of its default size. */
    public static final long GIBIBYTE = 1L << 30;

    private static final List<Path> PLACES = List.of(Path.of("/usr/lib"), Path.of("/usr/share"), Path.of("/usr/bin"));

    /** Part of the wanted size by which a directory that is taken whole may exceed it. */
    private static final int SLACK = 8;

    private final List<Path> chosen = new ArrayList<>();
    private final long slack;
    private long missing;
    private long bytes;

    private RealTree(long wanted) {
        this.missing = wanted;
        this.slack = wanted / SLACK;
    }

    /** A tree of at least this many bytes in regular files; of fewer, and with a word about it, if the machine has no more. */
    public static RealTree of(long wanted) throws IOException {
        RealTree tree = new RealTree(wanted);
        for (Path place : PLACES) {
            if (Files.isDirectory(place)) {
                tree.take(place);
            }
        }
        if (tree.missing > 0) {
            System.err.printf("*** only %d of %d bytes of real files in %s ***%n", tree.bytes, wanted, PLACES);
        }
        return tree;
    }

    /** The files and directories to back up; none lies in another. */
    public List<Path> roots() {
        return List.copyOf(chosen);
    }

    /** Bytes in regular files. */
    public long bytes() {
        return bytes;
    }

    private void take(Path path) throws IOException {
        if (missing <= 0) {
            return;
        }
        Measure measure = Measure.of(path);
        boolean directory = Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
        if (measure.isReadable() && (!directory || measure.bytes() <= missing + slack)) {
            chosen.add(path);
            bytes += measure.bytes();
            missing -= measure.bytes();
        } else if (directory && Files.isReadable(path)) {
            for (Path child : children(path)) {
                take(child);
            }
        }
    }

    private static List<Path> children(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.sorted().toList();
        }
    }

    /** What a path holds, and whether all of it is ours to read. */
    private record Measure(long bytes, boolean isReadable) {

        static Measure of(Path path) throws IOException {
            try (Stream<Path> entries = Files.walk(path)) {
                return entries.map(Measure::ofEntry)
                        .reduce(
                                new Measure(0, true),
                                (a, b) -> new Measure(a.bytes + b.bytes, a.isReadable && b.isReadable));
            } catch (UncheckedIOException e) {
                return new Measure(0, false);
            }
        }

        private static Measure ofEntry(Path entry) {
            boolean regular = Files.isRegularFile(entry, LinkOption.NOFOLLOW_LINKS);
            boolean readable = Files.isSymbolicLink(entry) || Files.isReadable(entry);
            return new Measure(regular ? entry.toFile().length() : 0, readable);
        }
    }
}
