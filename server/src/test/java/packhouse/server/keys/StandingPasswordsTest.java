package packhouse.server.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import packhouse.protocol.RepoPath;

/** Where passwords stand ready, which counts first, and which are refused. */
class StandingPasswordsTest {

    @TempDir
    private Path folder = Path.of("");

    private final Map<String, String> environment = new HashMap<>();

    private static RepoPath path(String text) {
        return RepoPath.parse(text).orElseThrow();
    }

    private Path file(String name, String mode, String content) throws IOException {
        Path file = Files.writeString(folder.resolve(name), content);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    }

    private String of(String repository) throws IOException {
        return new StandingPasswords(environment)
                .of(path(repository))
                .map(standing ->
                        standing.source() + " " + new String(standing.password().bytes(), StandardCharsets.UTF_8))
                .orElse("none");
    }

    @Test
    void withoutAnyThereIsNone() throws IOException {
        environment.put("CREDENTIALS_DIRECTORY", folder.toString());
        environment.put("PACKHOUSE_REPO_PASSWORD", "");

        assertThat(of("alice/laptop")).isEqualTo("none");
        assertThat(new StandingPasswords(environment).sources()).isEmpty();
    }

    @Test
    void aCredentialIsForOneRepositoryAndCountsBeforeFileAndVariable() throws IOException {
        environment.put("CREDENTIALS_DIRECTORY", folder.toString());
        environment.put("PACKHOUSE_REPO_PASSWORD", "variable");
        file("packhouse.repo.alice~laptop", "r--------", "of the laptop\n");
        file("packhouse.repo.~", "r--r-----", "of the root");

        assertThat(of("alice/laptop")).isEqualTo("credential packhouse.repo.alice~laptop of the laptop");
        assertThat(of("/")).isEqualTo("credential packhouse.repo.~ of the root");
        assertThat(of("bob")).isEqualTo("PACKHOUSE_REPO_PASSWORD variable");

        Path all = file("all", "rw-------", "\ufeff of all \r\n");
        environment.put("PACKHOUSE_REPO_PASSWORD_FILE", all.toString());

        assertThat(of("alice/laptop")).startsWith("credential");
        assertThat(of("bob")).isEqualTo("PACKHOUSE_REPO_PASSWORD_FILE of all");
        assertThat(new StandingPasswords(environment).sources()).containsExactly("the file " + all);
    }

    @Test
    void aFileThatOthersCouldReadIsRefused() throws IOException {
        for (String mode : List.of("rw-r-----", "rw----r--", "rw--w----", "rw-rw-rw-")) {
            Path file = file("all", mode, "hidden");
            environment.put("PACKHOUSE_REPO_PASSWORD_FILE", file.toString());
            StandingPasswords passwords = new StandingPasswords(environment);
            assertThatThrownBy(passwords::sources)
                    .as(mode)
                    .isInstanceOf(UnusablePasswordException.class)
                    .hasMessage("password file " + file + " has the mode " + mode
                            + ", so others can read the password; chmod 600 " + file);
            assertThatThrownBy(() -> of("alice")).isInstanceOf(UnusablePasswordException.class);
        }
    }

    @Test
    void aCredentialMayShowARightOfTheGroupButNoMore() throws IOException {
        environment.put("CREDENTIALS_DIRECTORY", folder.toString());
        file("packhouse.repo.alice", "r--r--r--", "hidden");

        assertThatThrownBy(() -> of("alice"))
                .isInstanceOf(UnusablePasswordException.class)
                .hasMessageContaining("r--r--r--")
                .hasMessageNotContaining("hidden");
    }

    @Test
    void aFileThatIsMissingIsSaid() {
        environment.put("PACKHOUSE_REPO_PASSWORD_FILE", folder.resolve("gone").toString());

        assertThatThrownBy(() -> new StandingPasswords(environment).sources())
                .isInstanceOf(UnusablePasswordException.class)
                .hasMessage("password file " + folder.resolve("gone") + " does not exist");
    }
}
