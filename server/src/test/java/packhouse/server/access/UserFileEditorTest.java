package packhouse.server.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import packhouse.server.access.UserFileEditor.Entry;
import packhouse.server.access.UserFileEditor.Outcome;

/** The user file is edited line by line and replaced as a whole. */
class UserFileEditorTest {

    private static final String HASH = PlainHasher.stored("old");

    /** Of ten seconds each. */
    private static final int MAX_TRIES = 30;

    @TempDir
    private Path folder = Path.of("");

    private Path file = Path.of("");

    @BeforeEach
    void aPlaceForTheFile() {
        file = folder.resolve(".htpasswd");
    }

    private UserFileEditor editor() {
        return new UserFileEditor(file, new SecureRandom());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private boolean letsIn(String user, String password) throws IOException {
        return Users.read(file).guess(user, new Password(bytes(password))).isRight(Hasher.bcrypt());
    }

    private List<String> filesInFolder() throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(path -> String.valueOf(path.getFileName()))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void theFirstUserMakesTheFileForItsOwnerOnly() throws IOException {
        assertThat(editor().add("alice", bytes("secret"))).isEqualTo(Outcome.DONE);

        assertThat(letsIn("alice", "secret")).isTrue();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(filesInFolder()).containsExactly(".htpasswd", ".htpasswd.lock");
    }

    @Test
    void otherLinesStayByteForByte() throws IOException {
        String before = "# ours\r\n\n  bob: " + HASH + "\r\nalice:" + HASH + ":note\n\tstrange \u00ff line\n";
        String after = "carl:" + HASH;
        Files.writeString(file, before + after, StandardCharsets.ISO_8859_1);

        editor().changePassword("alice", bytes("secret"));

        String changed = Files.readString(file, StandardCharsets.ISO_8859_1);
        assertThat(changed.replaceFirst(
                        "alice:\\$2y\\$10\\$[^\n]{53}\n", Matcher.quoteReplacement("alice:" + HASH + ":note\n")))
                .isEqualTo(before + after);
        assertThat(letsIn("alice", "secret")).isTrue();
    }

    @Test
    void aNewUserComesLastEvenIfTheLastLineHasNoEnd() throws IOException {
        Files.writeString(file, "bob:" + HASH);

        editor().add("alice", bytes("secret"));

        assertThat(Files.readString(file))
                .startsWith("bob:" + HASH + "\nalice:$2y$10$")
                .endsWith("\n");
    }

    @Test
    void ofSeveralLinesOfOneUserTheOneThatCountsIsChanged() throws IOException {
        Files.writeString(file, "alice:first\nbob:" + HASH + "\nalice:second\n");

        editor().changePassword("alice", bytes("secret"));

        assertThat(Files.readString(file)).startsWith("alice:first\nbob:" + HASH + "\nalice:$2y$10$");
        assertThat(letsIn("alice", "secret")).isTrue();
    }

    @Test
    void removingAUserBringsNoOlderLineToLife() throws IOException {
        Files.writeString(file, "alice:first\nbob:" + HASH + "\nalice:second\n");

        assertThat(editor().remove("alice")).isEqualTo(Outcome.DONE);

        assertThat(Files.readString(file)).isEqualTo("bob:" + HASH + "\n");
    }

    @Test
    void theLastUserCanBeRemoved() throws IOException {
        Files.writeString(file, "alice:" + HASH + "\n");

        assertThat(editor().remove("alice")).isEqualTo(Outcome.DONE);

        assertThat(file).isEmptyFile();
    }

    @Test
    void whatDoesNotFitIsSaidAndChangesNothing() throws IOException {
        Files.writeString(file, "alice:" + HASH + "\n");

        assertThat(editor().add("alice", bytes("secret"))).isEqualTo(Outcome.EXISTS);
        assertThat(editor().changePassword("bob", bytes("secret"))).isEqualTo(Outcome.MISSING);
        assertThat(editor().remove("bob")).isEqualTo(Outcome.MISSING);

        assertThat(Files.readString(file)).isEqualTo("alice:" + HASH + "\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a:b", "a b", "a\nb:c", "#a", "../a"})
    void namesThatTheFileCannotHoldAreRefused(String name) throws IOException {
        assertThat(editor().add(name, bytes("secret"))).isEqualTo(Outcome.BAD_NAME);
        assertThat(editor().remove(name)).isEqualTo(Outcome.BAD_NAME);
        assertThat(filesInFolder()).isEmpty();
    }

    @Test
    void passwordsThatBcryptWouldCutAreRefused() throws IOException {
        assertThat(editor().add("alice", bytes(""))).isEqualTo(Outcome.BAD_PASSWORD);
        assertThat(editor().add("alice", bytes("x".repeat(73)))).isEqualTo(Outcome.BAD_PASSWORD);
        assertThat(editor().add("alice", bytes("a\0b"))).isEqualTo(Outcome.BAD_PASSWORD);
        assertThat(editor().add("alice", bytes("x".repeat(72)))).isEqualTo(Outcome.DONE);
    }

    @Test
    void modeAndOwnerOfTheFileStay() throws IOException {
        Files.writeString(file, "bob:" + HASH + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        Object owner = Files.getOwner(file);

        editor().add("alice", bytes("secret"));

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-r-----");
        assertThat(Files.getOwner(file)).isEqualTo(owner);
    }

    @Test
    void aLinkedFileIsChangedWhereItIs() throws IOException {
        Path target = folder.resolve("users");
        Files.writeString(target, "bob:" + HASH + "\n");
        Files.createSymbolicLink(file, Path.of("users"));

        editor().add("alice", bytes("secret"));

        assertThat(file).isSymbolicLink();
        assertThat(Files.readString(target)).contains("alice:");
    }

    @Test
    void aLinkToAFileThatIsStillToBeMadeMakesIt() throws IOException {
        Files.createSymbolicLink(file, Path.of("users"));

        editor().add("alice", bytes("secret"));

        assertThat(file).isSymbolicLink();
        assertThat(Files.readString(folder.resolve("users"))).startsWith("alice:");
    }

    @Test
    void aMissingFolderIsTroubleWithACure() {
        file = folder.resolve("none").resolve(".htpasswd");

        assertThatThrownBy(() -> editor().add("alice", bytes("secret")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("Cure");
    }

    /** As a person does who is told that another program has been editing for ten seconds, as it may on a slow disk. */
    private Outcome addPatiently(String name) throws IOException {
        for (int i = 0; i < MAX_TRIES; i++) {
            try {
                return editor().add(name, bytes("secret"));
            } catch (IOException e) {
                assertThat(e).hasMessageContaining("holds a lock");
            }
        }
        throw new IOException(name + " had no turn in " + MAX_TRIES + " tries");
    }

    @Test
    void editorsAtTheSameTimeLoseNothing() throws Exception {
        List<Future<Outcome>> outcomes = new ArrayList<>();
        ExecutorService threads = Executors.newFixedThreadPool(8);
        for (int i = 0; i < 16; i++) {
            String name = "user" + i;
            outcomes.add(threads.submit(() -> addPatiently(name)));
        }
        for (Future<Outcome> outcome : outcomes) {
            assertThat(outcome.get()).isEqualTo(Outcome.DONE);
        }
        threads.shutdown();

        assertThat(editor().list()).hasSize(16);
        assertThat(filesInFolder()).containsExactly(".htpasswd", ".htpasswd.lock");
    }

    @Test
    void theListSaysWhoCanLogIn() throws IOException {
        assertThat(editor().list()).isEmpty();
        Files.writeString(file, "bob:" + HASH + "\nalice:{SHA}qvTGHdzF6KLavt4PO0gs2a6pQ00=\nold:plain\n");

        assertThat(editor().list())
                .containsExactly(
                        new Entry("bob", "bcrypt", true),
                        new Entry("alice", "SHA-1", true),
                        new Entry("old", "hash is of an unknown kind", false));
    }
}
