package packhouse.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import packhouse.protocol.admin.Inquiry;
import packhouse.protocol.admin.KeyView;
import packhouse.protocol.admin.KeysView;
import packhouse.protocol.admin.Message;
import packhouse.protocol.admin.Question;
import packhouse.protocol.admin.ShowView;
import packhouse.protocol.admin.Trouble;
import packhouse.protocol.admin.UpgradeView;
import picocli.CommandLine;

/** {@code packhouse repo key} and {@code repo upgrade}, as a person or a script meets them. */
class ManagingCommandsTest {

    private static final String FIRST = "ab".repeat(32);
    private static final String SECOND = "cd".repeat(32);
    private static final KeyView DONE = new KeyView("alice/laptop", SECOND);
    private static final KeysView KEYS = new KeysView(
            "alice/laptop",
            List.of(
                    new KeysView.Key(FIRST, "alice", "laptop", Optional.of(Samples.NOW), true),
                    new KeysView.Key(SECOND, "packhouse", "nas", Optional.empty(), false)),
            List.of());

    @TempDir
    private Path folder = Path.of("");

    private final Map<String, String> environment = new HashMap<>(Map.of("RESTIC_PASSWORD", "old"));
    private final Deque<String> typed = new ArrayDeque<>();
    private final Deque<Message> answers = new ArrayDeque<>();
    private final List<String> asked = new ArrayList<>();
    private String out = "";
    private String err = "";

    private Surroundings around() {
        return new Surroundings(
                (place, path, inquiry, audience) -> {
                    asked.add(words(inquiry));
                    return answers.removeFirst();
                },
                environment,
                question -> Optional.ofNullable(typed.pollFirst()).map(String::toCharArray),
                new ByteArrayInputStream(new byte[0]),
                false,
                Clock.fixed(Samples.NOW, ZoneOffset.UTC),
                () -> 0,
                stop -> () -> {});
    }

    private static String words(Inquiry inquiry) {
        byte[] json = inquiry.json();
        return inquiry.question().word() + " " + new String(json, StandardCharsets.UTF_8);
    }

    private int run(Callable<Integer> command, String... words) {
        StringWriter output = new StringWriter();
        StringWriter talk = new StringWriter();
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--path", folder.toString()));
        int code = new CommandLine(command)
                .setOut(new PrintWriter(output))
                .setErr(new PrintWriter(talk))
                .execute(all.toArray(String[]::new));
        out = output.toString();
        err = talk.toString();
        return code;
    }

    private RepoKeyAdd add() {
        return new RepoKeyAdd(around(), new Maker("alice", "laptop"), new Random(1));
    }

    private Person says(String word) {
        return question -> {
            asked.add(question);
            return Optional.of(word).filter(text -> !text.isEmpty());
        };
    }

    @Test
    void listMarksTheKeyInUse() {
        answers.add(KEYS);
        assertThat(run(new RepoKeyList(around()), "alice/laptop")).isZero();
        assertThat(out).isEqualTo("""
                 ID        USER       HOST    CREATED
                *abababab  alice      laptop  2026-11-23 12:00
                 cdcdcdcd  packhouse  nas     ?
                """);
    }

    @Test
    void listEndsWithThreeIfAKeyCannotBeRead() {
        answers.add(new KeysView("a", List.of(), List.of(new ShowView.Damaged(FIRST, "it is no JSON"))));
        assertThat(run(new RepoKeyList(around()), "a")).isEqualTo(3);
        assertThat(out).contains("key " + FIRST + " cannot be read: it is no JSON\n");
    }

    @Test
    void addAsksTwiceForTheNewPassword() {
        typed.addAll(List.of("fresh", "fresh"));
        answers.add(DONE);
        assertThat(run(add(), "alice/laptop")).isZero();
        assertThat(asked)
                .containsExactly("add-key {\"readData\":\"none\",\"key\":\"\",\"user\":\"alice\",\"host\":\"laptop\","
                        + "\"newPassword\":\"fresh\",\"password\":\"old\"}");
        assertThat(out).isEqualTo("key cdcdcdcd was added\n");
        assertThat(err).isEmpty();
    }

    @Test
    void twoAnswersThatDifferChangeNothing() {
        typed.addAll(List.of("fresh", "flesh"));
        assertThat(run(add(), "alice/laptop")).isEqualTo(2);
        assertThat(asked).isEmpty();
        assertThat(err).contains("differ").doesNotContain("fresh", "flesh");
    }

    @Test
    void withoutThePasswordOfAnotherKeyNothingIsAdded() {
        environment.clear();
        assertThat(run(add(), "alice/laptop")).isEqualTo(13);
        assertThat(err).contains("--password-file");
    }

    @Test
    void theServersPasswordIsInItsFileOnly() throws IOException {
        Path file = folder.resolve("secret");
        answers.add(DONE);
        assertThat(run(add(), "alice/laptop", "--maintenance", "--to-file", file.toString()))
                .isZero();
        String password = Files.readString(file).strip();
        assertThat(password).matches("[0-9A-Za-z_-]{43}");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(asked).singleElement().asString().contains("\"user\":\"packhouse\",\"host\":\"laptop\"", password);
        assertThat(out)
                .doesNotContain(password)
                .contains("PACKHOUSE_REPO_PASSWORD_FILE=" + file + " packhouse serve")
                .contains("LoadCredential=packhouse.repo.alice~laptop:" + file);
    }

    @Test
    void aFileThatIsThereIsNotWrittenOver() throws IOException {
        Path file = Files.writeString(folder.resolve("secret"), "precious");
        assertThat(run(add(), "alice/laptop", "--maintenance", "--to-file", file.toString()))
                .isOne();
        assertThat(Files.readString(file)).isEqualTo("precious");
        assertThat(asked).isEmpty();
    }

    @Test
    void aPasswordThatBecameNoKeyDoesNotStay() {
        Path file = folder.resolve("secret");
        answers.add(Trouble.WRONG_PASSWORD.problem("wrong password", "another"));
        assertThat(run(add(), "alice/laptop", "--maintenance", "--to-file", file.toString()))
                .isEqualTo(12);
        assertThat(file).doesNotExist();
    }

    @Test
    void maintenanceAndItsFileBelongTogether() {
        assertThat(run(add(), "alice/laptop", "--maintenance")).isEqualTo(2);
        assertThat(run(add(), "alice/laptop", "--to-file", "x")).isEqualTo(2);
        assertThat(run(add(), "a", "--maintenance", "--to-file", "x", "--new-password-file", "y"))
                .isEqualTo(2);
    }

    @Test
    void removeNamesTheKeyAndAsks() {
        answers.addAll(List.of(KEYS, DONE));
        assertThat(run(new RepoKeyRemove(around(), says("y")), "alice/laptop", "cd"))
                .isZero();
        assertThat(asked.get(1)).isEqualTo("Remove key cdcdcdcd (packhouse on nas) of alice/laptop? [y/N] ");
        assertThat(asked.get(2)).startsWith("remove-key {").contains("\"key\":\"" + SECOND + "\"");

        answers.add(KEYS);
        assertThat(run(new RepoKeyRemove(around(), says("n")), "alice/laptop", "cd"))
                .isOne();
        answers.add(KEYS);
        assertThat(run(new RepoKeyRemove(around(), says("")), "alice/laptop", "cd"))
                .isEqualTo(2);
        answers.add(Trouble.REFUSED.problem("it is the one", "another"));
        assertThat(run(new RepoKeyRemove(around(), says("")), "alice/laptop", "ab", "--yes"))
                .isEqualTo(15);
    }

    @Test
    void upgradeShowsWhatItDoesAndAsks() {
        UpgradeView plan = new UpgradeView("alice/laptop", 1, 2, 0);
        answers.addAll(List.of(plan, new UpgradeView("alice/laptop", 1, 2, 7)));
        assertThat(run(new RepoUpgrade(around(), says("yes")), "alice/laptop")).isZero();
        assertThat(asked.get(1)).contains("from version 1 of the format to version 2", "0.14");
        assertThat(out)
                .startsWith("alice/laptop has version 2 of the format (commit 7)\n")
                .contains("packhouse repo repack alice/laptop");
        answers.add(plan);
        assertThat(run(new RepoUpgrade(around(), says("no")), "alice/laptop")).isOne();
        answers.add(plan);
        assertThat(run(new RepoUpgrade(around(), says("")), "alice/laptop", "--dry-run"))
                .isZero();
        assertThat(out).startsWith("would upgrade alice/laptop");
    }

    @Test
    void upgradeOfTheNewestVersionIsDone() {
        answers.add(new UpgradeView("a", 2, 2, 0));
        assertThat(run(new RepoUpgrade(around(), says("")), "a")).isZero();
        assertThat(out).isEqualTo("a has version 2 of the format already\n");
    }

    @Test
    void whileAClientIsAtWorkUpgradeEndsWithEleven() {
        answers.add(Trouble.LOCKED.problem("a client is at work: laptop", "wait"));
        assertThat(run(new RepoUpgrade(around(), says("")), "a", "--yes")).isEqualTo(11);
        assertThat(err).contains("a client is at work: laptop. Cure: wait");
    }

    @Test
    void questionsForKeysHaveAddressesOfTheirOwn() {
        assertThat(Arrays.stream(Question.values()).map(Question::word)).doesNotHaveDuplicates();
    }
}
