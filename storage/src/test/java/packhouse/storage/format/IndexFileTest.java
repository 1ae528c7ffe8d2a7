package packhouse.storage.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import packhouse.protocol.FileId;

/** An index file tells which blobs lie in which packs. */
final class IndexFileTest {

    private static final String PACK = "11".repeat(32);
    private static final String BLOB = "2a".repeat(32);
    private static final String LINE = blob("data", 0, 100);

    @Test
    void tellsPacksAndBlobsInTheirOrder() throws IOException {
        String other = "33".repeat(32);
        assertThat(read("{\"packs\":[{\"id\":\"" + PACK + "\",\"blobs\":[" + LINE + ",{\"id\":\"" + other
                        + "\",\"type\":\"tree\",\"offset\":100,\"length\":1234,\"uncompressed_length\":5000}]},{\"id\":\""
                        + other
                        + "\",\"blobs\":[]}]}\n"))
                .containsExactly(
                        "pack " + PACK,
                        "data " + BLOB + " 0 100 0",
                        "tree " + other + " 100 1234 5000",
                        "pack " + other);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"packs\":[]}",
                "{\"packs\":null}\n",
                "{\"supersedes\":[\"x\"],\"packs\":[]}",
                "{\"later\":{\"a\":[1]}}"
            })
    void anEmptyIndexIsAnIndex(String json) throws IOException {
        assertThat(read(json)).isEmpty();
    }

    @Test
    void aPackMayHaveNoBlobs() throws IOException {
        assertThat(read("{\"packs\":[{\"id\":\"" + PACK + "\",\"blobs\":null},{\"id\":\"" + PACK + "\"}]}"))
                .containsExactly("pack " + PACK, "pack " + PACK);
    }

    @Test
    void rusticsPacksToDeleteAreToldApart() throws IOException {
        assertThat(read("{\"packs\":[],\"packs_to_delete\":[{\"id\":\"" + PACK + "\",\"blobs\":[" + LINE
                        + "],\"time\":\"2024-01-01T00:00:00Z\",\"size\":141}]}"))
                .containsExactly("deleted " + PACK, "data " + BLOB + " 0 100 0");
    }

    @Test
    void membersComeInAnyOrder() throws IOException {
        assertThat(read(
                        "{\"packs\":[{\"blobs\":[{\"uncompressed_length\":7,\"type\":\"data\",\"x\":[{}],\"offset\":3,\"length\":50,\"id\":\""
                                + BLOB + "\"}],\"id\":\"" + PACK + "\"}]}"))
                .containsExactly("pack " + PACK, "data " + BLOB + " 3 50 7");
    }

    @Test
    void anUncompressedLengthOfZeroMeansPlain() throws IOException {
        String line = LINE.replace("}", ",\"uncompressed_length\":0}");
        assertThat(read(pack(line), 1)).containsExactly("pack " + PACK, "data " + BLOB + " 0 100 0");
    }

    @Test
    void versionOneKnowsNoCompressedBlobs() {
        String line = LINE.replace("}", ",\"uncompressed_length\":7}");
        assertThatThrownBy(() -> read(pack(line), 1))
                .isInstanceOf(FormatException.Corrupt.class)
                .hasMessageContaining("version 1");
    }

    @Test
    void aListIsOfATimeBeforeAllClients() {
        assertThatThrownBy(() -> read("[{\"id\":\"" + PACK + "\",\"blobs\":[]}]"))
                .isInstanceOf(FormatException.TooOld.class);
    }

    @ParameterizedTest
    @CsvSource({
        "data,0,31",
        "data,4294967296,100",
        "data,0,4294967296",
        "data,4294967295,100",
        "data,-1,100",
        "data,1.0,100",
        "DATA,0,100",
        "'',0,100",
        "database,0,100",
        "null,0,100"
    })
    void noEntryLeavesThePackOrItsType(String type, String offset, String length) {
        assertThatThrownBy(() -> read(pack(blob(type, offset, length))))
                .isInstanceOf(FormatException.Corrupt.class)
                .hasMessageStartingWith("index/0: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"id", "type", "offset", "length"})
    void noEntryMayLackAMember(String member) {
        assertThatThrownBy(() -> read(pack(LINE.replace('"' + member + '"', "\"other\""))))
                .isInstanceOf(FormatException.Corrupt.class)
                .hasMessageContaining("without id, type, offset or length");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "2A", "g0", "2a2a"})
    void anIdIsSixtyFourLowerCaseDigits(String twoDigits) {
        assertThatThrownBy(() -> read(pack(LINE.replaceFirst("2a", twoDigits))))
                .isInstanceOf(FormatException.Corrupt.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"packs\":[{\"blobs\":[]}]}",
                "{\"packs\":[{\"id\":\"X\",\"id\":\"X\"}]}",
                "{\"packs\":[{\"id\":\"X\",\"blobs\":[],\"blobs\":[]}]}",
                "{\"packs\":[null]}",
                "{\"packs\":{}}",
                "{\"packs\":[]}x"
            })
    void aPackHasOneIdAndOneList(String json) {
        assertThatThrownBy(() -> read(json.replace("X", PACK))).isInstanceOf(FormatException.Corrupt.class);
    }

    @Test
    void noPackHasMoreBlobsThanItsHeaderCouldList() {
        String start = "{\"packs\":[{\"id\":\"" + PACK + "\",\"blobs\":[";
        InputStream json = new SequenceInputStream(stream(start), new Repeated(LINE + ',', 453_439));
        assertThatThrownBy(() -> IndexFile.read(json, "index/0", 2, new IndexListing()))
                .isInstanceOf(FormatException.Corrupt.class)
                .hasMessageContaining("more than 453438 blobs in one pack");
    }

    private static String blob(String type, Object offset, Object length) {
        return "{\"id\":\"" + BLOB + "\",\"type\":\"" + type + "\",\"offset\":" + offset + ",\"length\":" + length
                + '}';
    }

    private static String pack(String blobs) {
        return "{\"packs\":[{\"id\":\"" + PACK + "\",\"blobs\":[" + blobs + "]}]}";
    }

    private static InputStream stream(String json) {
        return new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> read(String json) throws IOException {
        return read(json, 2);
    }

    private static List<String> read(String json, int version) throws IOException {
        List<String> told = new ArrayList<>();
        IndexFile.read(
                new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)),
                "index/0",
                version,
                new IndexVisitor() {
                    @Override
                    public void pack(FileId pack, boolean deleted) {
                        told.add((deleted ? "deleted " : "pack ") + pack);
                    }

                    @Override
                    public void blob(BlobKind kind, FileId id, long offset, long length, long rawLength) {
                        told.add(kind.word() + ' ' + id + ' ' + offset + ' ' + length + ' ' + rawLength);
                    }
                });
        return told;
    }
}
