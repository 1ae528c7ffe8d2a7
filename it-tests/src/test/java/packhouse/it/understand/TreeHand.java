package packhouse.it.understand;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import packhouse.protocol.FileId;
import packhouse.storage.format.BlobKind;
import packhouse.storage.format.Compression;

/** Writes the trees of a directory and the pieces of its files, each piece at the next of some levels of compression. */
final class TreeHand {

    private static final String TIMES =
            "\"mtime\":\"%1$s\",\"atime\":\"%1$s\",\"ctime\":\"%1$s\"".formatted("2024-03-01T10:20:30.123456789+01:00");

    /** Where a piece ends. Clients cut by content, but whatever the pieces are, they make up the file. */
    private static final int PIECE = 8 << 20;

    private final OwnHand hand;
    private final Iterator<Compression> levels;

    TreeHand(OwnHand hand, List<Compression> levels) {
        this.hand = hand;
        this.levels = Stream.generate(() -> levels).flatMap(List::stream).iterator();
    }

    /** Writes a directory as it is seen from the root of the file system; gives the tree of the root. */
    FileId root(Path directory) throws IOException {
        String node = node(directory);
        for (Path parent = directory.getParent(); parent != null; parent = parent.getParent()) {
            FileId tree = tree(List.of(node));
            if (parent.getParent() == null) {
                return tree;
            }
            node = directory(parent, tree);
        }
        throw new IllegalArgumentException(directory + " is the root");
    }

    private FileId tree(List<String> nodes) throws IOException {
        String json = nodes.stream().collect(Collectors.joining(",", "{\"nodes\":[", "]}\n"));
        // Clients compress trees wherever the format allows it.
        return hand.blob(
                BlobKind.TREE,
                json.getBytes(StandardCharsets.UTF_8),
                hand.version() < 2 ? Compression.OFF : Compression.AUTO);
    }

    private String node(Path path) throws IOException {
        if (Files.isDirectory(path)) {
            List<String> nodes = new ArrayList<>();
            try (Stream<Path> entries = Files.list(path)) {
                for (Path entry : entries.sorted().toList()) {
                    nodes.add(node(entry));
                }
            }
            return directory(path, tree(nodes));
        }
        byte[] content = Files.readAllBytes(path);
        List<String> pieces = new ArrayList<>();
        for (int at = 0; at < content.length; at += PIECE) {
            byte[] piece = Arrays.copyOfRange(content, at, Math.min(content.length, at + PIECE));
            pieces.add("\"" + hand.blob(BlobKind.DATA, piece, levels.next()) + "\"");
        }
        return "{\"name\":\"%s\",\"type\":\"file\",\"mode\":%d,%s,\"uid\":0,\"gid\":0,\"size\":%d,\"content\":[%s]}"
                .formatted(path.getFileName(), permissions(path), TIMES, content.length, String.join(",", pieces));
    }

    private static String directory(Path path, FileId tree) throws IOException {
        long mode = permissions(path) | 1L << 31;
        return "{\"name\":\"%s\",\"type\":\"dir\",\"mode\":%d,%s,\"uid\":0,\"gid\":0,\"subtree\":\"%s\"}"
                .formatted(path.getFileName(), mode, TIMES, tree);
    }

    private static long permissions(Path path) throws IOException {
        return (int) Files.getAttribute(path, "unix:mode") & 0777;
    }
}
