package packhouse.it.admin;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static packhouse.it.support.Patience.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import packhouse.it.support.ServerProcess;

/** Where the admin plane listens, what it does if it cannot, and how the commands find it. */
class AdminPlaneIT {

    private static final Pattern ADMIN_LINE = Pattern.compile("packhouse .*  admin (.*)  state (.*)");

    @TempDir
    private Path folder = Path.of("");

    private Path state() {
        return folder.resolve(".packhouse");
    }

    private Path socket() {
        return state().resolve("admin.sock");
    }

    /** Where the server says that its admin plane is; the line comes after the one that it listens. */
    private static String admin(ServerProcess server) {
        return await().until(
                        () -> server.log().stream()
                                .map(ADMIN_LINE::matcher)
                                .filter(Matcher::matches)
                                .map(line -> line.group(1))
                                .findFirst()
                                .orElse(""),
                        where -> !where.isEmpty());
    }

    private static String adminUrl(ServerProcess server) {
        return "http://" + admin(server).replaceAll(" and .*", "");
    }

    private static int code(String... words) throws IOException {
        try (ServerProcess command = ServerProcess.command(Map.of(), words)) {
            return command.exitCode();
        }
    }

    private static int dataStatus(ServerProcess server, String path) {
        return given().urlEncodingEnabled(false).get(server.url() + path).statusCode();
    }

    /** A server that cannot look at its disk within five seconds says so; a busy machine is none of its faults. */
    private static void awaitReady(String url) {
        await().until(() -> given().get(url + "/readyz").statusCode() == 200);
    }

    @Test
    void overThePortHealthAnswersAndNothingElse() throws IOException {
        try (ServerProcess server = ServerProcess.start(folder, "--no-auth", "--admin-listen", "127.0.0.1:0")) {
            String url = adminUrl(server);

            assertThat(given().get(url + "/healthz").statusCode()).isEqualTo(200);
            awaitReady(url);
            assertThat(given().get(url + "/api/v1/summary").statusCode()).isEqualTo(401);
            assertThat(given().get(url + "/laptop/config").statusCode()).isEqualTo(401);

            assertThat(code("health", "--server", url)).isZero();
            assertThat(code("status", "--server", url)).isOne();
        }
    }

    @Test
    void theSocketIsForOwnerAndGroupAndGoesWithTheServer() throws IOException {
        try (ServerProcess server = ServerProcess.start(folder, "--no-auth")) {
            assertThat(admin(server)).isEqualTo(socket().toString());

            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket())))
                    .isEqualTo("rw-rw----");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(state())))
                    .isEqualTo("rwx--x---");
            assertThat(code("status", "--path", folder.toString())).isZero();

            server.terminate();
            assertThat(server.exitCode()).isZero();
        }
        assertThat(socket()).doesNotExist();
        assertThat(code("status", "--path", folder.toString())).isEqualTo(16);
    }

    @Test
    void aSocketThatAKilledServerLeftIsReplaced() throws IOException {
        Files.createDirectory(state());
        try (ServerSocketChannel left = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            left.bind(UnixDomainSocketAddress.of(socket()));
        }

        try (ServerProcess server = ServerProcess.start(folder, "--no-auth")) {
            assertThat(admin(server)).isEqualTo(socket().toString());
            assertThat(code("health", "--path", folder.toString())).isZero();
        }
    }

    @Test
    void theStateIsNeverServed() throws IOException {
        try (ServerProcess server = ServerProcess.start(folder, "--no-auth")) {
            admin(server);

            assertThat(dataStatus(server, "/.packhouse/")).isIn(400, 404);
            assertThat(dataStatus(server, "/.packhouse/lock")).isIn(400, 404);
            assertThat(dataStatus(server, "/.packhouse/config")).isIn(400, 404);
            assertThat(dataStatus(server, "/%2epackhouse/data/")).isIn(400, 404);
        }
    }

    @Test
    void aNamedPortThatIsTakenEndsTheStartAndLeavesNoSocket() throws IOException {
        Path data = folder.resolve("data.sock");
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                ServerProcess server = ServerProcess.launch(
                        folder,
                        Map.of(),
                        "--no-auth",
                        "--listen",
                        "unix:" + data,
                        "--admin-listen",
                        "127.0.0.1:" + taken.getLocalPort())) {
            assertThat(server.exitCode()).isEqualTo(78);
            assertThat(server.log()).anyMatch(line -> line.contains("--admin-listen off"));
        }
        assertThat(data).doesNotExist();
        assertThat(socket()).doesNotExist();
    }

    @Test
    void theDefaultPortBeingTakenIsOneWarningAndTheServerRuns() throws IOException {
        Optional<ServerSocket> taken = takeDefaultPort();
        try (ServerProcess server = ServerProcess.command(
                Map.of(), "serve", "--path", folder.toString(), "--no-auth", "--listen", "127.0.0.1:0")) {
            assertThat(admin(server)).isEqualTo(socket().toString());

            assertThat(server.log())
                    .filteredOn(line -> line.contains("WARN"))
                    .singleElement()
                    .asString()
                    .contains("127.0.0.1:8100", "--admin-listen off");
            assertThat(dataStatus(server, "/laptop/config")).isEqualTo(404);
        } finally {
            if (taken.isPresent()) {
                taken.get().close();
            }
        }
    }

    /** Empty if somebody else on this machine has it, which is just as good. */
    private static Optional<ServerSocket> takeDefaultPort() {
        try {
            return Optional.of(new ServerSocket(8100, 1, InetAddress.getLoopbackAddress()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    @Test
    void aTooLongSocketPathIsOneWarningAndTheServerRuns() throws IOException {
        Path deep = folder.resolve("s".repeat(120));
        try (ServerProcess server = ServerProcess.start(folder, "--no-auth", "--state-dir", deep.toString())) {
            assertThat(admin(server)).isEqualTo("nowhere");

            assertThat(server.log())
                    .filteredOn(line -> line.contains("WARN"))
                    .singleElement()
                    .asString()
                    .contains("107");
            assertThat(dataStatus(server, "/laptop/config")).isEqualTo(404);
        }
    }

    @Test
    void aSecondServerOnTheSameStateRefuses() throws IOException {
        try (ServerProcess server = ServerProcess.start(folder, "--no-auth");
                ServerProcess second = ServerProcess.launch(folder, Map.of(), "--no-auth")) {
            assertThat(second.exitCode()).isEqualTo(78);
            assertThat(second.log()).anyMatch(line -> line.contains("another packhouse uses the state directory"));
            assertThat(server.isAlive()).isTrue();
        }
    }

    @Test
    void readinessEndsWhenTheStateCannotBeWritten() throws IOException {
        try (ServerProcess server = ServerProcess.start(folder, "--no-auth", "--admin-listen", "127.0.0.1:0")) {
            String url = adminUrl(server);
            awaitReady(url);

            Files.move(state(), folder.resolve(".moved"));
            Files.createFile(state());

            await().until(() -> given().get(url + "/readyz").statusCode() == 503);
            assertThat(given().get(url + "/readyz").asString()).isEqualTo("{\"status\":\"not ready\"}\n");
            assertThat(given().get(url + "/healthz").statusCode()).isEqualTo(200);
            assertThat(code("health", "--server", url)).isOne();
            await().untilAsserted(() -> assertThat(server.log())
                    .filteredOn(line -> line.contains("not ready"))
                    .hasSize(1));

            Files.delete(state());
            Files.move(folder.resolve(".moved"), state());
            awaitReady(url);
        }
    }
}
