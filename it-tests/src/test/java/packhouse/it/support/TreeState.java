package packhouse.it.support;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What a directory holds at one moment.
 *
 * @param files by path relative to the directory, with what must not change of each: kind, size, time of change, SHA-256
 */
public record TreeState(SortedMap<String, String> files) {

    /** The state of a directory without packhouse's own folder in it. */
    public static TreeState of(Path directory) throws IOException {
        SortedMap<String, String> files = new TreeMap<>();
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path entry, BasicFileAttributes attributes) {
                if (entry.endsWith(".packhouse")) {
                    return FileVisitResult.SKIP_SUBTREE;
                }
                files.put(directory.relativize(entry) + "/", "directory");
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path entry, BasicFileAttributes attributes) throws IOException {
                files.put(
                        directory.relativize(entry).toString(),
                        attributes.size() + " " + attributes.lastModifiedTime() + " " + sha256(entry));
                return FileVisitResult.CONTINUE;
            }
        });
        return new TreeState(files);
    }

    /** Only the paths of the files, of a directory that may change meanwhile. */
    public static Set<String> names(Path directory) throws IOException {
        Set<String> names = new TreeSet<>();
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path entry, BasicFileAttributes attributes) {
                names.add(directory.relativize(entry).toString());
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path entry, IOException e) throws IOException {
                if (e instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw e;
            }
        });
        return names;
    }

    /** The part of it whose paths pass. */
    public Map<String, String> where(Predicate<String> path) {
        return files.entrySet().stream()
                .filter(file -> path.test(file.getKey()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** The SHA-256 of a file in hex, as restic names files. */
    public static String sha256(Path file) throws IOException {
        return sha256(Files.readAllBytes(file));
    }

    /** The same of bytes. */
    public static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}
