package packhouse.protocol.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The body of a question, and where its password is afterwards. */
class InquiryTest {

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Inquiry parse(String body) throws IOException {
        return Inquiry.parse(Question.CHECK, utf8(body));
    }

    @Test
    void theBodyHoldsOptionsAndPassword() throws IOException {
        for (String password : List.of("secret", "with \"quotes\" and \\", "\u00fc\u20ac\ud83d\ude00\t", "")) {
            byte[] body = new Inquiry(Question.CHECK, "1/7", Optional.of(new Secret(utf8(password)))).json();

            Inquiry read = Inquiry.parse(Question.CHECK, body);

            assertThat(read.readData()).isEqualTo("1/7");
            assertThat(read.password().map(Secret::bytes)).contains(utf8(password));
        }
    }

    @Test
    void everythingInItMayBeMissing() throws IOException {
        for (String body : List.of("", "{}", "{\"new\":1}", " \n")) {
            assertThat(parse(body)).isEqualTo(new Inquiry(Question.CHECK, Inquiry.NO_DATA, Optional.empty()));
        }
    }

    @Test
    void whatIsNoSuchDocumentIsRefusedWithoutQuotingIt() {
        for (String body : List.of(
                "[]",
                "7",
                "{\"password\":[\"hidden\"]}",
                "{\"password\":12345}",
                "{\"password\":\"hidden",
                "{\"password\":\"hidden\",\"readData\":5}",
                "hidden")) {
            assertThatIOException()
                    .as(body)
                    .isThrownBy(() -> parse(body))
                    .withMessageNotContainingAny("hidden", "12345")
                    .withNoCause();
        }
    }

    @Test
    void closingWipesThePassword() throws IOException {
        Inquiry inquiry = parse("{\"password\":\"secret\"}");
        byte[] password = inquiry.password().orElseThrow().bytes();

        inquiry.close();

        assertThat(password).isEqualTo(new byte[6]);
    }

    @Test
    void aSecretPrintsAsNothing() throws IOException {
        assertThat(parse("{\"password\":\"hidden\"}").toString()).doesNotContain("hidden", "104");
    }

    @Test
    void aChangeOfKeysHoldsTwoPasswordsAndBothAreWiped() throws IOException {
        Secret fresh = new Secret(utf8("new \"one\""));
        Keying keying = new Keying("0a1b", "alice", "nas", Optional.of(fresh));
        byte[] body = Inquiry.ofKeys(Question.ADD_KEY, keying, Optional.of(new Secret(utf8("old one"))))
                .json();

        Inquiry read = Inquiry.parse(Question.ADD_KEY, body);

        assertThat(read.keying().key()).isEqualTo("0a1b");
        assertThat(read.keying().user()).isEqualTo("alice");
        assertThat(read.keying().host()).isEqualTo("nas");
        byte[] password = read.keying().newPassword().orElseThrow().bytes();
        assertThat(password).isEqualTo(utf8("new \"one\""));
        assertThat(read.password().map(Secret::bytes)).contains(utf8("old one"));
        read.close();
        assertThat(password).containsOnly(0);
        assertThatIOException().isThrownBy(() -> parse("{\"newPassword\":5}"));
    }
}
