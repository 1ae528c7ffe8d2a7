package packhouse.storage.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import packhouse.protocol.FileId;

/** A snapshot tells what a backup saw, and can be written anew without losing what nobody here knows. */
final class SnapshotFileTest {

    private static final String TREE = "0a".repeat(32);
    private static final String OTHER = "0b".repeat(32);
    private static final String SMALL = "{\"time\":\"2024-03-01T10:20:30Z\",\"tree\":\"" + TREE + "\"}";
    private static final String FULL = "{\"time\":\"2024-03-01T10:20:30.5+01:00\",\"parent\":\"" + OTHER
            + "\",\"tree\":\"" + TREE
            + "\",\"paths\":[\"/home\",\"/\\u003c\"],\"hostname\":\"h\",\"username\":\"u\",\"uid\":1000,\"gid\":100,\"excludes\":[\"*.o\"],"
            + "\"tags\":[\"a\",\"b\"],\"original\":\"" + OTHER + "\",\"program_version\":\"restic 0.19.1\",\"summary\":"
            + "{\"backup_start\":\"2024-03-01T10:20:30.5+01:00\",\"backup_end\":\"2024-03-01T10:20:31+01:00\",\"files_new\":1,"
            + "\"files_changed\":2,\"files_unmodified\":3,\"dirs_new\":4,\"dirs_changed\":5,\"dirs_unmodified\":6,\"data_blobs\":7,"
            + "\"tree_blobs\":8,\"data_added\":9,\"data_added_packed\":10,\"total_files_processed\":11,\"total_bytes_processed\":12,"
            + "\"rustic\":1.5}}";

    @Test
    void tellsWhatTheClientWrote() throws IOException {
        SnapshotFile snapshot = parse(FULL);
        assertThat(snapshot.time()).isEqualTo(OffsetDateTime.parse("2024-03-01T10:20:30.5+01:00"));
        assertThat(snapshot.parent()).contains(id(OTHER));
        assertThat(snapshot.tree()).isEqualTo(id(TREE));
        assertThat(snapshot.paths()).containsExactly("/home", "/<");
        assertThat(snapshot.hostname()).isEqualTo("h");
        assertThat(snapshot.username()).isEqualTo("u");
        assertThat(snapshot.tags()).containsExactly("a", "b");
        assertThat(snapshot.original()).contains(id(OTHER));
        assertThat(snapshot.programVersion()).isEqualTo("restic 0.19.1");
        SnapshotSummary summary = snapshot.summary().orElseThrow();
        assertThat(summary.backupEnd()).contains(OffsetDateTime.parse("2024-03-01T10:20:31+01:00"));
        assertThat(summary.filesNew()).isEqualTo(1);
        assertThat(summary.treeBlobs()).isEqualTo(8);
        assertThat(summary.totalBytesProcessed()).isEqualTo(12);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",\"paths\":null,\"tags\":null,\"parent\":null,\"summary\":null,\"hostname\":null"})
    void timeAndTreeAreEnough(String more) throws IOException {
        SnapshotFile snapshot = parse(SMALL.replace("}", more + "}"));
        assertThat(snapshot.paths()).isEmpty();
        assertThat(snapshot.tags()).isEmpty();
        assertThat(snapshot.parent()).isEmpty();
        assertThat(snapshot.summary()).isEmpty();
        assertThat(snapshot.hostname()).isEmpty();
    }

    @Test
    void whatIsNotChangedIsWrittenByteForByte() throws IOException {
        String odd = "{ \"time\" : \"2024-03-01T10:20:30.500Z\" ,\"tree\":\"" + TREE
                + "\",\"delete\": { \"After\" :1E0},\"label\":\"\\u0041\u00e9\"}";
        assertThat(text(SnapshotDraft.of(stream(FULL), "snapshots/0"))).isEqualTo(FULL);
        assertThat(text(SnapshotDraft.of(stream(odd), "snapshots/0")))
                .isEqualTo("{\"time\":\"2024-03-01T10:20:30.500Z\",\"tree\":\"" + TREE
                        + "\",\"delete\":{ \"After\" :1E0},\"label\":\"\\u0041\u00e9\"}");
    }

    @Test
    void whatIsChangedIsChangedInItsPlace() throws IOException {
        SnapshotDraft draft = SnapshotDraft.of(stream(FULL), "snapshots/0");
        draft.tree(id(OTHER)).tags(List.of()).original(id(TREE));
        assertThat(text(draft))
                .isEqualTo(FULL.replace("\"tags\":[\"a\",\"b\"],", "")
                        .replace("\"original\":\"" + OTHER, "\"original\":\"" + TREE)
                        .replace("\"tree\":\"" + TREE, "\"tree\":\"" + OTHER));
    }

    @Test
    void aNewOneIsInTheOrderOfClients() throws IOException {
        SnapshotDraft draft = new SnapshotDraft(OffsetDateTime.parse("2024-03-01T10:20:30Z"), id(TREE), List.of("/a"))
                .hostname("h")
                .username("")
                .tags(List.of("t"))
                .programVersion("packhouse 0.1.0");
        assertThat(text(draft))
                .isEqualTo(
                        "{\"time\":\"2024-03-01T10:20:30Z\",\"tree\":\"" + TREE
                                + "\",\"paths\":[\"/a\"],\"hostname\":\"h\",\"tags\":[\"t\"],\"program_version\":\"packhouse 0.1.0\"}");
        assertThat(parse(text(draft)).hostname()).isEqualTo("h");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "{}",
                "{\"time\":\"2024-03-01T10:20:30Z\"}",
                "{\"time\":\"2024-03-01T10:20:30Z\",\"tree\":null}",
                "{\"tree\":\"T\"}",
                "{\"time\":\"2024-03-01T10:20:30Z\",\"tree\":\"T\",\"Tree\":\"T\"}",
                "{\"time\":\"2024-03-01T10:20:30Z\",\"tree\":\"T\",\"paths\":[null]}",
                "{\"time\":\"2024-03-01T10:20:30Z\",\"tree\":\"T\",\"paths\":\"/\"}",
                "{\"time\":\"2024-03-01T10:20:30Z\",\"tree\":\"T\",\"summary\":[]}",
                "{\"time\":\"2024-03-01T10:20:30Z\",\"tree\":\"T\",\"summary\":{\"files_new\":-1}}",
                "{\"time\":\"2024-03-01T10:20:30Z\",\"tree\":\"T\"} x"
            })
    void whatIsNoSnapshotIsRefused(String json) {
        assertThatThrownBy(() -> parse(json.replace("\"T\"", '"' + TREE + '"')))
                .isInstanceOf(FormatException.Corrupt.class)
                .hasMessageStartingWith("snapshots/0: ");
    }

    @Test
    void errorsNameTheByteOfTheDocument() {
        String json = SMALL.replace("}", ",\"summary\":{\"files_new\":x}}");
        assertThatThrownBy(() -> parse(json))
                .isInstanceOfSatisfying(
                        FormatException.class, e -> assertThat(e.offset()).isEqualTo(json.indexOf('x')));
        String later = SMALL.replace("}", ",\"summary\":{\"files_new\":1.5}}");
        assertThatThrownBy(() -> parse(later))
                .isInstanceOfSatisfying(
                        FormatException.class, e -> assertThat(e.offset()).isEqualTo(later.indexOf(".5")));
    }

    @Test
    void aDocumentHasItsLimits() {
        StringBuilder members = new StringBuilder("{");
        for (int i = 0; i < 300; i++) {
            members.append('"').append('m').append(i).append("\":0,");
        }
        assertThatThrownBy(() -> parse(members + "\"z\":0}")).hasMessageContaining("too many members");
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                return ' ';
            }
        };
        assertThatThrownBy(() -> SnapshotFile.parse(endless, "snapshots/0")).hasMessageContaining("larger than");
    }

    private static SnapshotFile parse(String json) throws IOException {
        return SnapshotFile.parse(stream(json), "snapshots/0");
    }

    private static InputStream stream(String json) {
        return new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(SnapshotDraft draft) {
        return new String(draft.toJson(), StandardCharsets.UTF_8);
    }

    private static FileId id(String hex) {
        return FileId.parse(hex).orElseThrow();
    }
}
