package packhouse.storage.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import packhouse.protocol.FileId;

/** A tree tells what it points to, and what is wrong with it. */
final class TreeReaderTest {

    private static final String A = "0a".repeat(32);
    private static final String B = "0b".repeat(32);
    private static final String NULL = "00".repeat(32);

    @Test
    void tellsPiecesAndSubtreesInTheirOrder() throws IOException {
        assertThat(read(
                        "{\"nodes\":[{\"name\":\"d\",\"type\":\"dir\",\"mode\":2147484141,\"mtime\":\"2024-01-01T00:00:00Z\",\"uid\":0,"
                                + "\"content\":null,\"subtree\":\"" + A
                                + "\"},{\"name\":\"f\",\"type\":\"file\",\"content\":[\"" + B + "\",\"" + A + "\",\""
                                + B + "\"],\"extended_attributes\":[{\"name\":\"x\",\"value\":\"AAAA\"}]},"
                                + "{\"name\":\"l\",\"type\":\"symlink\",\"linktarget\":\"x\",\"content\":null}]}\n"))
                .containsExactly("tree " + A, "data " + B, "data " + A, "data " + B);
    }

    @Test
    void anEmptyFolderPointsToNothing() throws IOException {
        assertThat(read("{\"nodes\":[]}\n")).isEmpty();
        assertThat(read("{\"before\":{},\"nodes\":[],\"after\":[1,2]}")).isEmpty();
    }

    @Test
    void whatNodesOfAnyTypePointToCounts() throws IOException {
        assertThat(read(nodes(
                        "{\"subtree\":\"" + A + "\",\"content\":[\"" + B + "\"],\"type\":\"fifo\",\"name\":\"p\"}")))
                .containsExactly("tree " + A, "data " + B);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'name':'f','type':'file','content':null} | file 'f' has no list of blobs",
                "{'name':'f','type':'file'} | file 'f' has no list of blobs",
                "{'name':'f','type':'file','content':['NULL']} | file 'f': blob 0 has a null id",
                "{'name':'d','type':'dir'} | folder 'd' has no tree",
                "{'name':'d','type':'dir','subtree':null} | folder 'd' has no tree",
                "{'name':'d','type':'dir','subtree':'NULL'} | folder 'd': its tree has a null id",
                "{'name':'i','type':'irregular','content':null} | node 'i' of invalid type 'irregular'",
                "{'name':'i','content':null} | node 'i' of invalid type ''",
                "{'name':'','type':'fifo'} | a node without name",
                "{'type':'fifo'} | a node without name",
            })
    void findsTheFlawsThatCheckFinds(String node, String flaw) throws IOException {
        assertThat(read(nodes(node.replace('\'', '"').replace("NULL", NULL)))).containsExactly(flaw.replace('\'', '"'));
    }

    @ParameterizedTest
    @ValueSource(strings = {"file", "dir", "symlink", "dev", "chardev", "fifo", "socket"})
    void anyTypeThatBackupWritesIsRight(String type) throws IOException {
        assertThat(read(nodes("{\"name\":\"n\",\"type\":\"" + type + "\",\"content\":[],\"subtree\":\"" + A + "\"}")))
                .containsExactly("tree " + A);
    }

    @Test
    void aThousandFlawsAreAHundredAndASum() throws IOException {
        List<String> told =
                read(nodes("{\"name\":\"d\",\"type\":\"dir\"},".repeat(999) + "{\"name\":\"e\",\"type\":\"dir\"}"));
        assertThat(told).hasSize(101).endsWith("and 900 more flaws");
    }

    @Test
    void aLongNameIsShownInPart() throws IOException {
        assertThat(read(nodes("{\"name\":\"" + "x".repeat(1_000_000) + "\",\"type\":\"dir\"}")))
                .containsExactly("folder \"" + "x".repeat(200) + "…\" has no tree");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}", "{\"nodes\":null}", "{\"nodes\":{}}", "{\"nodes\":[null]}", "{\"nodes\":[{\"content\":[null]}]}",
                        "{\"nodes\":[{\"content\":{}}]}",
                "{\"nodes\":[{\"subtree\":\"x\"}]}", "{\"nodes\":[{\"name\":1}]}", "{\"nodes\":[{\"type\":null}]}",
                        "{\"nodes\":[]", "{\"nodes\":[]}{", ""
            })
    void whatIsNoTreeIsRefused(String json) {
        assertThatThrownBy(() -> read(json))
                .isInstanceOf(FormatException.Corrupt.class)
                .hasMessageStartingWith("tree 0: ");
    }

    private static String nodes(String nodes) {
        return "{\"nodes\":[" + nodes + "]}";
    }

    private static List<String> read(String json) throws IOException {
        List<String> told = new ArrayList<>();
        TreeReader.read(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)), "tree 0", new TreeVisitor() {
            @Override
            public void data(FileId blob) {
                told.add("data " + blob);
            }

            @Override
            public void subtree(FileId tree) {
                told.add("tree " + tree);
            }

            @Override
            public void flaw(String sentence) {
                told.add(sentence);
            }
        });
        return told;
    }
}
