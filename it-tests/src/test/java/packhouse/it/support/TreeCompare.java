package packhouse.it.support;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Compares restored files with where they came from: kinds, modes, sizes, each byte, the targets of links, nothing missing, nothing more. */
public final class TreeCompare {

    /** Differences that are told; more do not help anybody. */
    private static final int MOST = 20;

    private static final int MODE_BITS = 07777;

    private final List<Path> roots;
    private final Path restored;
    private final List<String> differences = new ArrayList<>();

    private TreeCompare(List<Path> roots, Path restored) {
        this.roots = roots;
        this.restored = restored;
    }

    /** The first differences between these absolute paths and their likes below the folder that they were restored into. */
    public static List<String> differences(List<Path> roots, Path restored) throws IOException {
        TreeCompare compare = new TreeCompare(roots, restored);
        for (Path root : roots) {
            compare.walk(root, compare::compare);
        }
        compare.walk(restored, compare::mustHaveSource);
        return compare.differences;
    }

    private interface Look {
        void at(Path path) throws IOException;
    }

    private void walk(Path start, Look look) throws IOException {
        try (Stream<Path> entries = Files.walk(start)) {
            for (Path entry : (Iterable<Path>) entries::iterator) {
                if (differences.size() >= MOST) {
                    return;
                }
                look.at(entry);
            }
        }
    }

    private void compare(Path source) throws IOException {
        Path copy = restored.resolve(source.getRoot().relativize(source));
        if (!Files.exists(copy, LinkOption.NOFOLLOW_LINKS)) {
            differences.add(source + ": missing");
            return;
        }
        BasicFileAttributes before = attributes(source);
        BasicFileAttributes after = attributes(copy);
        if (before.isRegularFile() && after.isRegularFile()) {
            check(source, "content", Files.mismatch(source, copy) < 0);
        } else if (before.isSymbolicLink() && after.isSymbolicLink()) {
            check(source, "target", Files.readSymbolicLink(source).equals(Files.readSymbolicLink(copy)));
        } else {
            check(source, "kind", before.isDirectory() && after.isDirectory());
        }
        check(source, "mode", before.isSymbolicLink() || mode(source) == mode(copy));
    }

    private void mustHaveSource(Path copy) {
        Path source = Path.of("/").resolve(restored.relativize(copy));
        check(copy, "origin", roots.stream().anyMatch(root -> source.startsWith(root) || root.startsWith(source)));
    }

    private void check(Path path, String what, boolean same) {
        if (!same) {
            differences.add(path + ": another " + what);
        }
    }

    private static BasicFileAttributes attributes(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }

    private static int mode(Path path) throws IOException {
        return (int) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS) & MODE_BITS;
    }
}
