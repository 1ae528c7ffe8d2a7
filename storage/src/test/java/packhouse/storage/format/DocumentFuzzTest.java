package packhouse.storage.format;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.sun.management.ThreadMXBean;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import packhouse.protocol.FileId;
import packhouse.storage.Golden;

/**
 * Whatever becomes of a real document, its parser ends, in bounded memory, with its content or a format error. A million changed
 * documents a run.
 */
@Timeout(600)
final class DocumentFuzzTest {

    /** A reader with its windows, one for each member of a snapshot. */
    private static final long READERS = 1 << 20;

    /** What a byte of a document becomes at most: an empty string in a list. */
    private static final long PER_BYTE = 64;

    /** The escape of half a pair: what it means alone, parsers disagree about. */
    private static final Pattern HALF = Pattern.compile("\\\\u[dD][89a-fA-F]");

    private final Random random = Seeded.random(DocumentFuzzTest.class);
    private final Mutations mutations = new Mutations(random);
    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private int refused;

    private interface Parser {
        void parse(InputStream json) throws IOException;
    }

    @Test
    void indexFiles() throws IOException {
        fuzz("index", 300_000, json -> IndexFile.read(json, "index", 2, new Nothing()));
    }

    @Test
    void indexFilesOfVersionOne() throws IOException {
        fuzz("index", 50_000, json -> IndexFile.read(json, "index", 1, new Nothing()));
    }

    @Test
    void trees() throws IOException {
        fuzz(GoldenDocument.TREES, 350_000, json -> TreeReader.read(json, "tree", new Nothing()));
    }

    @Test
    void snapshots() throws IOException {
        fuzz("snapshots", 100_000, json -> SnapshotFile.parse(json, "snapshot"));
    }

    @Test
    void draftsOfSnapshotsStayReadable() throws IOException {
        fuzz("snapshots", 50_000, json -> {
            byte[] written =
                    SnapshotDraft.of(json, "snapshot").tags(List.of("t")).toJson();
            SnapshotFile again = SnapshotFile.parse(new ByteArrayInputStream(written), "written");
            if (!again.tags().equals(List.of("t"))) {
                throw new IllegalStateException("lost a tag");
            }
        });
    }

    @Test
    void locks() throws IOException {
        fuzz("locks", 100_000, json -> LockFile.parse(json, "lock"));
    }

    /** Another parser of JSON is the judge. It wants UTF-8 and whole pairs, unlike Go, so it is shown ASCII and no escaped halves. */
    @Test
    void whatIsAcceptedIsJson() throws IOException {
        JsonFactory judge = new JsonFactory();
        List<byte[]> documents = documents(GoldenDocument.TREES);
        int accepted = 0;
        for (int i = 0; i < 100_000; i++) {
            byte[] json = ascii(mutations.of(documents.get(random.nextInt(documents.size()))));
            if (HALF.matcher(new String(json, StandardCharsets.US_ASCII)).find()) {
                continue;
            }
            boolean ours = isJson(json);
            accepted += ours ? 1 : 0;
            if (ours != isJson(judge, json)) {
                assertThat(new String(json, StandardCharsets.US_ASCII))
                        .as("taken by " + (ours ? "us" : "Jackson"))
                        .isEmpty();
            }
        }
        assertThat(accepted).isPositive();
    }

    private void fuzz(String kind, int rounds, Parser parser) throws IOException {
        List<byte[]> documents = documents(kind);
        for (int i = 0; i < rounds; i++) {
            byte[] json = mutations.of(documents.get(random.nextInt(documents.size())));
            long before = threads.getCurrentThreadAllocatedBytes();
            try {
                parse(parser, json);
            } catch (RuntimeException | Error | IOException e) {
                throw new AssertionError("on " + new String(json, StandardCharsets.ISO_8859_1), e);
            }
            long allocated = threads.getCurrentThreadAllocatedBytes() - before;
            assertThat(allocated).isLessThan(READERS + PER_BYTE * json.length);
        }
        assertThat(refused).isBetween(rounds / 10, rounds - 1);
    }

    private void parse(Parser parser, byte[] json) throws IOException {
        try {
            parser.parse(new ByteArrayInputStream(json));
        } catch (FormatException e) {
            refused++;
        }
    }

    /** Those of both clients that are small enough to be changed a million times. */
    private static List<byte[]> documents(String kind) throws IOException {
        List<byte[]> documents = new ArrayList<>();
        for (Golden golden : Golden.all().toList()) {
            for (GoldenDocument document : GoldenDocument.of(golden, kind)) {
                if (document.json().length < 4_000) {
                    documents.add(document.json());
                }
            }
        }
        return documents;
    }

    private static boolean isJson(byte[] json) throws IOException {
        JsonReader reader = new JsonReader(new ByteArrayInputStream(json), "json");
        try {
            reader.skip();
            reader.end();
            return true;
        } catch (FormatException e) {
            return false;
        }
    }

    private static boolean isJson(JsonFactory judge, byte[] json) throws IOException {
        int values = 0;
        int depth = 0;
        try (JsonParser parser = judge.createParser(json)) {
            while (parser.nextToken() != null) {
                values += depth == 0 ? 1 : 0;
                depth += parser.currentToken().isStructStart()
                        ? 1
                        : parser.currentToken().isStructEnd() ? -1 : 0;
                parser.finishToken();
            }
            return values == 1;
        } catch (JsonProcessingException e) {
            return false;
        }
    }

    private static byte[] ascii(byte[] bytes) {
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] &= 0x7f;
        }
        return bytes;
    }

    private static final class Nothing implements IndexVisitor, TreeVisitor {

        @Override
        public void pack(FileId pack, boolean deleted) {}

        @Override
        public void blob(BlobKind kind, FileId id, long offset, long length, long rawLength) {}

        @Override
        public void data(FileId blob) {}

        @Override
        public void subtree(FileId tree) {}

        @Override
        public void flaw(String sentence) {}
    }
}
