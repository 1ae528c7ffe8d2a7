package packhouse.it.understand;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import packhouse.it.support.Restic;

/**
 * What the index of a repository lists, counted in the plainest way from what {@code restic cat index} prints: restic opens the files
 * and every entry lies in memory, so that nothing is shared with the program under test.
 */
final class IndexCount {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, List<Copy>> copies = new HashMap<>();
    private final Set<String> packs = new HashSet<>();
    private final Set<Copy> seen = new HashSet<>();

    /** One place where a blob is stored; {@code raw} is zero where it is stored uncompressed. */
    private record Copy(String pack, String type, String blob, long offset, long length, long raw) {

        boolean isCompressed() {
            return raw > 0;
        }
    }

    /** Counts what the index files of a repository list; a pack that two of them list is one pack. */
    static IndexCount of(Restic restic) throws IOException {
        IndexCount count = new IndexCount();
        for (String file : restic.list("index")) {
            JsonNode index = JSON.readTree(restic.ok("--no-lock", "cat", "index", file));
            index.path("packs").forEach(count::take);
        }
        return count;
    }

    private void take(JsonNode pack) {
        String id = pack.path("id").asText();
        packs.add(id);
        for (JsonNode blob : pack.path("blobs")) {
            Copy copy = new Copy(
                    id,
                    blob.path("type").asText(),
                    blob.path("id").asText(),
                    blob.path("offset").asLong(),
                    blob.path("length").asLong(),
                    blob.path("uncompressed_length").asLong());
            if (seen.add(copy)) {
                copies.computeIfAbsent(copy.type() + copy.blob(), key -> new ArrayList<>())
                        .add(copy);
            }
        }
    }

    int packs() {
        return packs.size();
    }

    /** All copies of all blobs. */
    long copies() {
        return seen.size();
    }

    /** Different blobs of one type, {@code data} or {@code tree}. */
    long blobs(String type) {
        return copies.values().stream()
                .filter(list -> list.get(0).type().equals(type))
                .count();
    }

    /** Blobs with more than one copy. */
    long duplicated() {
        return copies.values().stream().filter(list -> list.size() > 1).count();
    }

    /** Copies beyond the first of each blob. */
    long extraCopies() {
        return copies.values().stream().mapToLong(list -> list.size() - 1).sum();
    }

    /** Bytes of all copies but the shortest of each blob. */
    long extraBytes() {
        return bytes()
                - copies.values().stream().mapToLong(IndexCount::shortest).sum();
    }

    private static long shortest(List<Copy> list) {
        return list.stream()
                .min(Comparator.comparingLong(Copy::length))
                .orElseThrow()
                .length();
    }

    /** Bytes of all copies of all blobs. */
    long bytes() {
        return seen.stream().mapToLong(Copy::length).sum();
    }

    long uncompressed() {
        return seen.stream().filter(copy -> !copy.isCompressed()).count();
    }

    long uncompressedBytes() {
        return seen.stream()
                .filter(copy -> !copy.isCompressed())
                .mapToLong(Copy::length)
                .sum();
    }

    /** Blobs of which one copy is compressed and another is not. */
    long storedBothWays() {
        return copies.values().stream()
                .filter(list -> list.stream().map(Copy::isCompressed).distinct().count() == 2)
                .count();
    }
}
