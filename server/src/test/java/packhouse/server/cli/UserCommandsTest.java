package packhouse.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bouncycastle.crypto.generators.OpenBSDBCrypt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** The commands about users, as a person or a script meets them. */
class UserCommandsTest {

    @TempDir
    private Path folder = Path.of("");

    private final Deque<String> typed = new ArrayDeque<>();
    private String input = "";
    private String out = "";
    private String err = "";

    private int run(String... words) {
        StringWriter output = new StringWriter();
        StringWriter talk = new StringWriter();
        UserCommands commands = new UserCommands(
                question -> Optional.ofNullable(typed.poll()).map(String::toCharArray),
                new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                new SecureRandom());
        int code = new CommandLine(commands)
                .setOut(new PrintWriter(output))
                .setErr(new PrintWriter(talk))
                .execute(words);
        out = output.toString();
        err = talk.toString();
        return code;
    }

    /** The same with the file of this test. */
    private int runHere(String... words) {
        return run(Stream.concat(Stream.of(words), Stream.of("--path", folder.toString()))
                .toArray(String[]::new));
    }

    private boolean letsIn(String user, String password) throws IOException {
        String line = Files.readAllLines(folder.resolve(".htpasswd")).stream()
                .filter(entry -> entry.startsWith(user + ":"))
                .findFirst()
                .orElseThrow();
        return OpenBSDBCrypt.checkPassword(line.substring(user.length() + 1), password.toCharArray());
    }

    @Test
    void aPersonTypesThePasswordTwice() throws IOException {
        typed.addAll(List.of("pässword", "pässword"));

        assertThat(runHere("add", "alice")).isZero();

        assertThat(letsIn("alice", "pässword")).isTrue();
        assertThat(out).isEmpty();
        assertThat(err).contains("added alice");
    }

    @Test
    void twoDifferentPasswordsChangeNothing() {
        typed.addAll(List.of("one", "two"));

        assertThat(runHere("add", "alice")).isEqualTo(2);

        assertThat(err).contains("differ");
        assertThat(folder.resolve(".htpasswd")).doesNotExist();
    }

    @Test
    void withoutTerminalAndOptionItIsWrongUsageWithACure() {
        assertThat(runHere("add", "alice")).isEqualTo(2);
        assertThat(err).contains("--password-stdin", "--password-file", "--generate");
    }

    @ParameterizedTest
    @ValueSource(strings = {"secret", "secret\n", "secret\r\n"})
    void aScriptGivesThePasswordOnStandardInput(String given) throws IOException {
        input = given;

        assertThat(runHere("add", "alice", "--password-stdin")).isZero();

        assertThat(letsIn("alice", "secret")).isTrue();
    }

    @Test
    void orInAFile() throws IOException {
        Path secret = Files.writeString(folder.resolve("secret"), "secret\n");

        assertThat(runHere("add", "alice", "--password-file", secret.toString()))
                .isZero();

        assertThat(letsIn("alice", "secret")).isTrue();
    }

    @Test
    void aPasswordFileThatIsMissingIsNamed() {
        assertThat(runHere("add", "alice", "--password-file", "/nowhere/secret"))
                .isEqualTo(1);
        assertThat(err).contains("/nowhere/secret");
    }

    @Test
    void aGeneratedPasswordIsPrintedOnceAsData() throws IOException {
        assertThat(runHere("add", "alice", "--generate")).isZero();

        assertThat(out.strip()).hasSize(24);
        assertThat(letsIn("alice", out.strip())).isTrue();
        assertThat(err).doesNotContain(out.strip());
    }

    @Test
    void aGeneratedPasswordOfAFailedCommandIsNotPrinted() {
        runHere("add", "alice", "--generate");

        assertThat(runHere("add", "alice", "--generate")).isEqualTo(1);

        assertThat(out).isEmpty();
        assertThat(err).contains("packhouse user passwd alice");
    }

    @Test
    void passwdChangesThePassword() throws IOException {
        runHere("add", "alice", "--generate");
        input = "new";

        assertThat(runHere("passwd", "alice", "--password-stdin")).isZero();

        assertThat(letsIn("alice", "new")).isTrue();
    }

    @Test
    void passwdAndRemoveOfNobodyFail() {
        assertThat(runHere("passwd", "alice", "--generate")).isEqualTo(1);
        assertThat(runHere("remove", "alice")).isEqualTo(1);
        assertThat(err).contains("no user alice");
    }

    @Test
    void removeRemoves() {
        runHere("add", "alice", "--generate");

        assertThat(runHere("remove", "alice")).isZero();

        assertThat(folder.resolve(".htpasswd")).isEmptyFile();
    }

    @Test
    void listShowsNamesAndWhoCannotLogIn() throws IOException {
        Files.writeString(folder.resolve(".htpasswd"), "old:plain\n");
        runHere("add", "alice", "--generate");

        assertThat(runHere("list")).isZero();

        assertThat(out.lines().map(String::strip))
                .containsExactly(
                        "NAME   PASSWORD", "old    hash is of an unknown kind, cannot log in", "alice  bcrypt");
    }

    @Test
    void listForProgramsIsOneDocument() throws IOException {
        runHere("add", "alice", "--generate");

        assertThat(runHere("list", "--json")).isZero();

        JsonNode document = new ObjectMapper().readTree(out);
        assertThat(document.get("file").asText())
                .isEqualTo(folder.resolve(".htpasswd").toString());
        assertThat(document.get("users").get(0).get("name").asText()).isEqualTo("alice");
        assertThat(document.get("users").get(0).get("canLogIn").asBoolean()).isTrue();
    }

    @Test
    void anotherFileCanBeNamed() throws IOException {
        Path other = folder.resolve("users");

        assertThat(runHere("add", "alice", "--generate", "--htpasswd-file", other.toString()))
                .isZero();

        assertThat(Files.readString(other)).startsWith("alice:$2y$10$");
    }

    @Test
    void aNameThatCannotBeIsWrongUsage() {
        assertThat(runHere("add", "a/b", "--generate")).isEqualTo(2);
        assertThat(err).contains("letters, digits");
    }

    @Test
    void aPasswordIsNeverAnArgument() {
        assertThat(runHere("add", "alice", "secret")).isEqualTo(2);
    }

    @Test
    void theWaysToGiveAPasswordExcludeEachOther() {
        assertThat(runHere("add", "alice", "--generate", "--password-stdin")).isEqualTo(2);
    }

    @Test
    void withoutASubcommandItIsWrongUsage() {
        assertThat(run()).isEqualTo(2);
        assertThat(err).contains("add, passwd, remove or list");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "add", "passwd", "remove", "list"})
    void everyHelpOpensWithTwoExamples(String command) {
        assertThat(command.isEmpty() ? run("--help") : run(command, "--help")).isZero();

        assertThat(out.lines().limit(3).toList())
                .satisfiesExactly(
                        line -> assertThat(line).isEqualTo("Examples:"),
                        line -> assertThat(line).startsWith("  packhouse user "),
                        line -> assertThat(line).startsWith("  packhouse user "));
    }
}
