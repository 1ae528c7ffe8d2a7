package packhouse.it.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static packhouse.it.support.Patience.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import packhouse.it.support.RawHttp;
import packhouse.it.support.ServerProcess;
import packhouse.it.support.UserFile;

/** Section 15: one line for each request in the combined format, with the user filled in. */
class AccessLogIT {

    private static final String TIME = " \\[\\d\\d/[A-Z][a-z]{2}/\\d{4}:\\d\\d:\\d\\d:\\d\\d [+-]\\d{4}] ";

    private final Path directory;

    AccessLogIT(@TempDir Path directory) throws IOException {
        this.directory = directory;
        Files.writeString(directory.resolve(".htpasswd"), UserFile.line("alice", "a"));
    }

    private static void ask(ServerProcess server, String target, String headers) throws IOException {
        RawHttp.ask(server.port(), "GET " + target + " HTTP/1.1\r\nHost: x\r\n" + headers + "\r\n");
    }

    @Test
    void theFileNamesAddressUserRequestStatusBytesRefererAndAgent() throws IOException {
        Path log = directory.resolve("access.log");
        try (ServerProcess server = ServerProcess.start(directory, "--log", log.toString())) {
            ask(
                    server,
                    "/%C3%BC/config?x=1",
                    "Authorization: " + UserFile.basic("alice", "a")
                            + "\r\nReferer: from\r\nUser-Agent: restic \"quoted\"\r\n");
            await().until(() -> Files.readAllLines(log).size() == 1);
            ask(server, "/config", "");
            await().until(() -> Files.readAllLines(log).size() == 2);
        }
        List<String> lines = Files.readAllLines(log);
        assertThat(lines.get(0))
                .matches("127\\.0\\.0\\.1 - alice" + TIME
                        + "\"GET /%C3%BC/config\\?x=1 HTTP/1\\.1\" 404 10 \"from\" \"restic \\\\\"quoted\\\\\"\"");
        assertThat(lines.get(1)).matches("127\\.0\\.0\\.1 - -" + TIME + "\"GET /config HTTP/1\\.1\" 401 13 \"\" \"\"");
    }

    @Test
    void theFileIsAppendedToAndOpenedAnewOnSighup() throws IOException {
        Path log = Files.writeString(directory.resolve("access.log"), "before\n");
        try (ServerProcess server = ServerProcess.start(directory, "--no-auth", "--log", log.toString())) {
            ask(server, "/first", "");
            await().until(() -> Files.readAllLines(log).size() == 2);
            Path moved = Files.move(log, directory.resolve("access.log.1"));
            server.signal("HUP");

            // Asked again each time: the one before may have gone to the old file.
            await().untilAsserted(() -> {
                ask(server, "/second", "");
                assertThat(log).exists().content().contains("/second");
            });
            assertThat(Files.readString(moved)).startsWith("before\n").contains("/first");
        }
    }

    @Test
    void aDashIsStandardOutput() throws IOException {
        Path out = directory.resolve("stdout");
        ServerProcess server = ServerProcess.of(new ProcessBuilder(ServerProcess.commandLine(
                        "serve",
                        "--path",
                        directory.toString(),
                        "--no-auth",
                        "--listen",
                        "127.0.0.1:0",
                        "--admin-listen",
                        "off",
                        "--log",
                        "-"))
                .redirectOutput(out.toFile())
                .start());
        try (server) {
            ask(server, "/config", "User-Agent: dash\r\n");
            await().until(() -> Files.readAllLines(out).size() == 1);
        }
        assertThat(Files.readString(out)).startsWith("127.0.0.1 - - [").endsWith("404 10 \"\" \"dash\"\n");
    }
}
