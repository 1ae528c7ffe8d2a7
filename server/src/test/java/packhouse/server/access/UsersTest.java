package packhouse.server.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** An htpasswd file is read as rest-server reads it. */
class UsersTest {

    private static final Path FILE = Path.of("users");
    private static final String HASH = PlainHasher.stored("secret");
    private static final String OTHER = PlainHasher.stored("other");

    private static Users parse(String content) throws IOException {
        return Users.parse(FILE, content.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void commentsBlankLinesAndLeadingBlanksDoNotMatter() throws IOException {
        Users users = parse("# users\n\n   \n  alice: " + HASH + "\r\n\tbob:" + OTHER);

        assertThat(users.hashes()).containsOnlyKeys("alice", "bob");
        assertThat(users.hashes().get("alice")).isEqualTo(StoredHash.parse(HASH));
        assertThat(users.complaints()).isEmpty();
    }

    @Test
    void ofTwoLinesWithOneNameTheLaterCounts() throws IOException {
        assertThat(parse("alice:" + HASH + "\nalice:" + OTHER + "\n").hashes())
                .containsExactly(Map.entry("alice", StoredHash.parse(OTHER)));
    }

    @Test
    void strangeLinesAreSkippedAndToldByNumberWithoutTheirHash() throws IOException {
        Users users = parse("alice:" + HASH + "\na/b:" + OTHER + "\nno colon\n");

        assertThat(users.hashes()).containsOnlyKeys("alice");
        assertThat(users.complaints())
                .hasSize(2)
                .anyMatch(complaint -> complaint.contains("line 2"))
                .anyMatch(complaint -> complaint.contains("line 3"))
                .noneMatch(complaint -> complaint.contains(OTHER));
    }

    @Test
    void aUserWithAHashOfAnotherKindExistsAndIsToldWithTheCure() throws IOException {
        Users users = parse("old:$apr1$aaaaaaaa$PYGhVqIYvAFDvAaVqAVu4.\n");

        assertThat(users.hashes()).containsOnlyKeys("old");
        assertThat(users.complaints())
                .singleElement()
                .asString()
                .contains("old", "MD5", "packhouse user passwd old")
                .doesNotContain("PYGh");
    }

    @Test
    void theNumberOfComplaintsIsLimited() throws IOException {
        Users users = parse("alice:" + HASH + "\n" + "strange\n".repeat(500));

        assertThat(users.complaints())
                .hasSize(Users.MAX_COMPLAINTS + 1)
                .last()
                .asString()
                .contains("480");
    }

    @Test
    void anEmptyFileHasNoUsers() throws IOException {
        assertThat(parse("").hashes()).isEmpty();
        assertThat(parse("# nobody\n").hashes()).isEmpty();
    }

    @Test
    void aFileThatIsNoUserFileIsTrouble() {
        assertThatThrownBy(() -> parse("<html>\n<body>Not Found</body>\n"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("users");
        assertThatThrownBy(() -> parse("\0\0\0\0\0\0")).isInstanceOf(IOException.class);
    }

    @Test
    void moreUsersThanTheLimitAreTrouble() {
        String content = IntStream.rangeClosed(0, Users.MAX_USERS)
                .mapToObj(i -> "u" + i + ":" + HASH + "\n")
                .collect(Collectors.joining());

        assertThatThrownBy(() -> parse(content)).isInstanceOf(IOException.class).hasMessageContaining("10000 users");
    }

    @Test
    void anUnknownUserIsHashedAtTheHighestCostOfTheFile() throws IOException {
        Users users = parse("alice:$2y$05$" + ".".repeat(53) + "\nbob:$2y$12$" + ".".repeat(53) + "\n");

        assertThat(users.guess("nobody", new Password(new byte[0])).decoy().cost())
                .isEqualTo(12);
        assertThat(Users.none()
                        .guess("nobody", new Password(new byte[0]))
                        .decoy()
                        .cost())
                .isEqualTo(10);
    }
}
