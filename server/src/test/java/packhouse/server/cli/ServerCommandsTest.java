package packhouse.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** {@code packhouse status} and {@code packhouse health}, as a person or a script meets them. */
class ServerCommandsTest {

    private static final String SUMMARY = """
            {"version":"0.1.0","uptimeSeconds":120,"state":"ready","counted":true,"new":[1],
             "storage":{"path":"/tank","sizeBytes":1024,"freeBytes":512},"repositoryCount":1,"bytes":5,
             "repositories":[{"path":"alice/laptop","id":"alice~laptop","bytes":5,
               "files":{"config":1,"data":2,"index":1,"keys":1,"locks":0,"snapshots":7},
               "lastSnapshotAt":"2026-11-23T11:00:00Z"}]}""";

    @TempDir
    private Path folder = Path.of("");

    private final Map<String, String> environment = new HashMap<>();
    private Path socket = Path.of("");
    private String out = "";
    private String err = "";

    @BeforeEach
    void aStateDirectory() throws IOException {
        socket = Files.createDirectory(folder.resolve(".packhouse")).resolve("admin.sock");
    }

    private int run(AskingCommand command, String... words) {
        StringWriter output = new StringWriter();
        StringWriter talk = new StringWriter();
        int code = new CommandLine(command)
                .setDefaultValueProvider(
                        option -> option instanceof OptionSpec named ? environment.get(named.longestName()) : null)
                .setOut(new PrintWriter(output))
                .setErr(new PrintWriter(talk))
                .execute(words);
        out = output.toString();
        err = talk.toString();
        return code;
    }

    private int status(String... words) {
        return run(new StatusCommand(Samples.around()), words);
    }

    private int health(String... words) {
        return run(new HealthCommand(Samples.around()), words);
    }

    private String here() {
        return folder.toString();
    }

    @Test
    void statusShowsTheServerOfADirectory() throws IOException {
        try (CannedServer server = CannedServer.at(socket, CannedServer.whole("200 OK", SUMMARY))) {
            assertThat(status("--path", here())).isZero();
            assertThat(server.asked()).singleElement().asString().startsWith("GET /api/v1/summary ");
        }

        assertThat(out).isEqualTo("""
                packhouse 0.1.0 up 2 min   disk 0.50 of 1.00 KiB   1 repository
                REPOSITORY    LAST BACKUP  SIZE  PACKS  SNAPSHOTS  KEY
                alice/laptop  1 h ago      5 B   2      7          sealed
                """);
        assertThat(err).isEmpty();
    }

    @Test
    void statusForProgramsIsWhatTheServerSays() throws IOException {
        try (CannedServer server = CannedServer.at(socket, CannedServer.whole("200 OK", SUMMARY + "\n"))) {
            assertThat(status("--path", here(), "--json")).isZero();
            assertThat(server.asked()).hasSize(1);
        }

        ObjectMapper json = new ObjectMapper();
        assertThat(json.readTree(out)).isEqualTo(json.readTree(SUMMARY));
    }

    @Test
    void withoutAServerTheSentenceNamesTheCure() {
        assertThat(status("--path", here())).isEqualTo(16);
        assertThat(err.lines())
                .singleElement()
                .asString()
                .contains(socket.toString(), "packhouse serve --path " + here());

        assertThat(health("--path", here())).isEqualTo(16);
    }

    @Test
    void overTheNetworkStatusSaysWhereItWorks() throws IOException {
        try (CannedServer server = CannedServer.atPort(CannedServer.whole("401 Unauthorized", "{}"))) {
            assertThat(status("--server", server.url())).isOne();
        }

        assertThat(err.lines()).singleElement().asString().contains("Cure: on its own machine");
        assertThat(out).isEmpty();
    }

    @Test
    void whatIsNoSummaryIsSaid() throws IOException {
        try (CannedServer server = CannedServer.at(socket, CannedServer.whole("200 OK", "[]"))) {
            assertThat(status("--path", here())).isOne();
            assertThat(server.asked()).hasSize(1);
        }

        assertThat(err.lines()).singleElement().asString().contains("no packhouse");

        Files.deleteIfExists(socket);
        try (CannedServer server = CannedServer.at(socket, CannedServer.whole("200 OK", "<html>"))) {
            assertThat(status("--path", here())).isOne();
            assertThat(server.asked()).hasSize(1);
        }

        assertThat(err.lines())
                .singleElement()
                .asString()
                .contains("no packhouse")
                .doesNotContain("Source");
    }

    @Test
    void healthEndsWithZeroIfTheServerIsReady() throws IOException {
        try (CannedServer server = CannedServer.at(socket, CannedServer.whole("200 OK", "{\"status\":\"ok\"}\n"))) {
            assertThat(health("--path", here())).isZero();
            assertThat(out.strip()).isEqualTo("ready");

            assertThat(health("--path", here(), "--json")).isZero();
            assertThat(out.strip()).isEqualTo("{\"status\":\"ok\"}");
            assertThat(server.asked()).allMatch(request -> request.startsWith("GET /readyz "));
        }
    }

    @Test
    void healthEndsWithOneIfItIsNot() throws IOException {
        String answer = CannedServer.whole("503 Service Unavailable", "{\"status\":\"not ready\"}");
        try (CannedServer server = CannedServer.at(socket, answer)) {
            assertThat(health("--path", here())).isOne();
            assertThat(err).contains("not ready");

            assertThat(health("--path", here(), "--json")).isOne();
            assertThat(out.strip()).isEqualTo("{\"status\":\"not ready\"}");
            assertThat(server.asked()).hasSize(2);
        }
    }

    @Test
    void theSocketCanBeNamedInFourWays() throws IOException {
        try (CannedServer server = CannedServer.at(socket, CannedServer.whole("200 OK", "{}"))) {
            assertThat(health("--state-dir", folder.resolve(".packhouse").toString()))
                    .isZero();
            assertThat(health("--server", "unix:" + socket)).isZero();

            environment.put("--server", "unix:" + socket);
            assertThat(health()).isZero();

            environment.clear();
            environment.put("--path", here());
            assertThat(health()).isZero();
            assertThat(server.asked()).hasSize(4);
        }
    }

    @Test
    void theCommandLineWinsOverTheEnvironment() throws IOException {
        environment.put("--server", "unix:/nowhere");
        environment.put("--state-dir", "/nowhere");
        try (CannedServer server = CannedServer.at(socket, CannedServer.whole("200 OK", "{}"))) {
            assertThat(health("--path", here())).isZero();
            assertThat(server.asked()).hasSize(1);
        }
    }

    @Test
    void anAddressThatIsNoneIsWrongUsage() {
        assertThat(health("--server", "nas:8100")).isEqualTo(2);
        assertThat(err.lines()).singleElement().asString().contains("nas:8100", "unix:SOCKET");

        assertThat(health("--server", "http://a b/")).isEqualTo(2);
    }
}
