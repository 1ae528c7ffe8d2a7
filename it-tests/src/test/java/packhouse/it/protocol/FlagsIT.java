package packhouse.it.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import packhouse.it.support.RawHttp;
import packhouse.it.support.ServerProcess;
import packhouse.it.support.Upload;

/** Flags that change what is stored, and how. */
class FlagsIT {

    private final Path directory;

    FlagsIT(@TempDir Path directory) {
        this.directory = directory;
    }

    private static int post(ServerProcess server, String target, String body) throws IOException {
        return RawHttp.ask(
                        server.port(),
                        "POST " + target + " HTTP/1.1\r\nHost: x\r\nContent-Length: " + body.length() + "\r\n\r\n"
                                + body)
                .status();
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    /** What the umask of this machine leaves of a mode, found out by the same means as the server creates. */
    private String cut(String mode, boolean isDirectory) throws IOException {
        Path probe = directory.resolve("probe-" + mode);
        var wanted = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode));
        return mode(isDirectory ? Files.createDirectory(probe, wanted) : Files.createFile(probe, wanted));
    }

    @Test
    void withoutVerificationAnyContentIsTakenButNothingIsReplaced() throws IOException {
        takesAnyContentOnce("--no-auth", "--no-verify-upload");
    }

    @Test
    void theSameHoldsWhenFilesCannotBeDeleted() throws IOException {
        takesAnyContentOnce("--no-auth", "--no-verify-upload", "--append-only");
    }

    private void takesAnyContentOnce(String... flags) throws IOException {
        String target = "/lax/" + Upload.of("the name").in("data");
        try (ServerProcess server = ServerProcess.start(directory, flags)) {
            assertThat(post(server, target, "not what hashes to it")).isEqualTo(200);
            assertThat(post(server, target, "not what hashes to it")).isEqualTo(200);
            assertThat(post(server, target, "something else")).isEqualTo(403);
            assertThat(post(server, target, "NOT what hashes to it")).isEqualTo(403);
            assertThat(RawHttp.ask(server.port(), "GET " + target + " HTTP/1.1\r\nHost: x\r\n\r\n")
                            .text())
                    .isEqualTo("not what hashes to it");
        }
    }

    @Test
    void filesAndFoldersAreTheOwnersAlone() throws IOException {
        Upload file = Upload.of("private");
        try (ServerProcess server = ServerProcess.start(directory, "--no-auth")) {
            assertThat(post(server, "/r/?create=true", "")).isEqualTo(200);
            assertThat(post(server, "/r/" + file.in("keys"), "private")).isEqualTo(200);
            assertThat(post(server, "/r/config", "config")).isEqualTo(200);
        }
        assertThat(mode(directory.resolve("r"))).isEqualTo("rwx------");
        assertThat(mode(directory.resolve("r/data/ff"))).isEqualTo("rwx------");
        assertThat(mode(directory.resolve("r").resolve(file.onDisk("keys")))).isEqualTo("rw-------");
        assertThat(mode(directory.resolve("r/config"))).isEqualTo("rw-------");
    }

    @Test
    void groupAccessibleOnesAreTheGroupsTooAsFarAsTheUmaskLets() throws IOException {
        Upload file = Upload.of("shared");
        try (ServerProcess server = ServerProcess.start(directory, "--no-auth", "--group-accessible-repos")) {
            assertThat(post(server, "/g/?create=true", "")).isEqualTo(200);
            assertThat(post(server, "/g/" + file.in("index"), "shared")).isEqualTo(200);
            assertThat(post(server, "/g/config", "config")).isEqualTo(200);
        }
        String directories = cut("rwxrwx---", true);
        String files = cut("rw-rw----", false);
        assumeThat(directories)
                .as("a umask that takes the group everything tells nothing")
                .startsWith("rwxr");
        assertThat(mode(directory.resolve("g"))).isEqualTo(directories);
        assertThat(mode(directory.resolve("g/data/00"))).isEqualTo(directories);
        assertThat(mode(directory.resolve("g").resolve(file.onDisk("index")))).isEqualTo(files);
        assertThat(mode(directory.resolve("g/config"))).isEqualTo(files);
    }
}
