package packhouse.it.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static packhouse.it.support.Patience.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import packhouse.it.support.RawHttp;
import packhouse.it.support.ServerProcess;
import packhouse.it.support.UserFile;

/** Section 4: the user file is read again on SIGHUP and by itself, and a broken one changes nothing. */
class UserFileReloadIT {

    private final Path directory;
    private final Path users;
    private final ServerProcess server;

    UserFileReloadIT(@TempDir Path directory) throws IOException {
        this.directory = directory;
        this.users = directory.resolve("users");
        Files.writeString(users, UserFile.line("alice", "a"));
        this.server = ServerProcess.start(directory, "--htpasswd-file", users.toString());
    }

    @BeforeEach
    void aliceIsIn() throws IOException {
        assertThat(status("alice", "a")).isEqualTo(404);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private int status(String user, String password) throws IOException {
        return RawHttp.ask(
                        server.port(),
                        "GET /config HTTP/1.1\r\nHost: x\r\nAuthorization: " + UserFile.basic(user, password)
                                + "\r\n\r\n")
                .status();
    }

    /** As editors and htpasswd do it: a new file takes the place of the old one. */
    private void write(String content) throws IOException {
        Path fresh = directory.resolve("users.new");
        Files.writeString(fresh, content);
        Files.move(fresh, users, StandardCopyOption.ATOMIC_MOVE);
    }

    @Test
    void onSighupNewUsersAreInAndRemovedOnesOut() throws IOException {
        write(UserFile.line("carol", "c"));

        server.signal("HUP");

        await().untilAsserted(() -> assertThat(status("carol", "c")).isEqualTo(404));
        assertThat(status("alice", "a")).isEqualTo(401);
    }

    @Test
    void onSighupAChangedPasswordCountsAtOnce() throws IOException {
        write(UserFile.line("alice", "new") + UserFile.line("marker", "m"));

        server.signal("HUP");

        await().untilAsserted(() -> assertThat(status("marker", "m")).isEqualTo(404));
        assertThat(status("alice", "a")).isEqualTo(401);
        assertThat(status("alice", "new")).isEqualTo(404);
    }

    @Test
    void withoutASignalTheFileIsReadAgainWithinHalfAMinute() throws IOException {
        write(UserFile.line("alice", "a") + UserFile.line("dave", "d"));

        await().pollInterval(Duration.ofSeconds(4))
                .untilAsserted(() -> assertThat(status("dave", "d")).isEqualTo(404));
        assertThat(status("alice", "a")).isEqualTo(404);
    }

    @Test
    void aFileThatIsMissingOrNoUserFileKeepsTheOldUsers() throws IOException {
        Files.delete(users);
        server.signal("HUP");
        await().until(() ->
                server.log().stream().anyMatch(line -> line.contains(users.toString()) && !line.contains("Loaded")));
        assertThat(status("alice", "a")).isEqualTo(404);

        Files.createDirectory(users);
        server.signal("HUP");
        Files.delete(users);
        write(UserFile.line("erin", "e"));
        server.signal("HUP");
        await().untilAsserted(() -> assertThat(status("erin", "e")).isEqualTo(404));
    }
}
