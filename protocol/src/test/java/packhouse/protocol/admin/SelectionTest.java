package packhouse.protocol.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What of a trash is meant goes with an inquiry as it was said. */
final class SelectionTest {

    private static Selection parsed(byte[] body) throws IOException {
        try (Inquiry inquiry = Inquiry.parse(Question.RESTORE, body)) {
            return inquiry.selection();
        }
    }

    @Test
    void everyPartSurvivesTheWay() throws IOException {
        Selection selection = new Selection(List.of("4f2a", "config"), 12, true);
        assertThat(parsed(Inquiry.ofTrash(Question.RESTORE, selection).json())).isEqualTo(selection);
    }

    @Test
    void nothingIsMeantWhereNothingIsSaid() throws IOException {
        assertThat(parsed(Inquiry.ofTrash(Question.TRASH, Selection.NOTHING).json()))
                .isEqualTo(Selection.NOTHING);
        assertThat(parsed(new byte[0])).isEqualTo(Selection.NOTHING);
        assertThat(Selection.NOTHING.isNothing()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"ids\":\"4f2a\"}",
                "{\"ids\":[4]}",
                "{\"ids\":[[]]}",
                "{\"commit\":\"7\"}",
                "{\"commit\":1.5}",
                "{\"all\":\"yes\"}",
                "{\"all\":1}"
            })
    void anythingElseIsRefused(String body) {
        assertThatThrownBy(() -> parsed(body.getBytes(StandardCharsets.UTF_8))).isInstanceOf(IOException.class);
    }

    @Test
    void moreThanTheMostIdsAreRefused() throws IOException {
        List<String> most = Collections.nCopies(Selection.MAX_IDS, "abcd");
        assertThat(parsed(Inquiry.ofTrash(Question.RESTORE, new Selection(most, 0, false))
                                .json())
                        .ids())
                .isEqualTo(most);
        Selection more = new Selection(Collections.nCopies(Selection.MAX_IDS + 1, "abcd"), 0, false);
        assertThatThrownBy(() -> parsed(Inquiry.ofTrash(Question.RESTORE, more).json()))
                .isInstanceOf(IOException.class);
    }
}
