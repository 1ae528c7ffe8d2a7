package packhouse.it.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static packhouse.it.support.Patience.await;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.cert.Certificate;
import java.util.List;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import packhouse.it.support.RawHttp;
import packhouse.it.support.Served;
import packhouse.it.support.ServerProcess;
import packhouse.it.support.TestCertificate;
import packhouse.it.support.Upload;

/** Section 3: TLS itself, its versions, its certificate, and those who speak something else. */
class TlsIT {

    private static final String GET = "GET /config HTTP/1.1\r\nHost: x\r\n\r\n";

    @RegisterExtension
    static final Served SERVER = Served.over(TestCertificate::make, "--no-auth", "--tls");

    private static SSLSocket connect(int port, Path certificate, String version, String... protocols)
            throws IOException {
        SSLSocket socket = (SSLSocket) TestCertificate.trusting(certificate)
                .getSocketFactory()
                .createSocket(InetAddress.getLoopbackAddress(), port);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setProtocols(new String[] {version});
        parameters.setApplicationProtocols(protocols);
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket;
    }

    private static SSLSocket connect(String version, String... protocols) throws IOException {
        return connect(SERVER.port(), SERVER.directory().resolve("public_key"), version, protocols);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void bothVersionsAreSpokenWithForwardSecrecy(String version) throws IOException {
        try (SSLSocket socket = connect(version);
                RawHttp http = RawHttp.over(socket)) {
            assertThat(socket.getSession().getProtocol()).isEqualTo(version);
            assertThat(socket.getSession().getCipherSuite()).matches("TLS_(ECDHE_.*|)(AES|.*WITH_AES|.*CHACHA20).*");
            assertThat(http.send(GET).answer().status()).isEqualTo(404);
            assertThat(http.send(GET).answer().status()).isEqualTo(404);
        }
    }

    @ParameterizedTest
    @CsvSource({"h2,h2", "http/1.1,http/1.1", "unknown,''"})
    void theClientChoosesTheProtocol(String offered, String chosen) throws IOException {
        try (SSLSocket socket = connect("TLSv1.3", offered)) {
            assertThat(socket.getApplicationProtocol()).isEqualTo(chosen);
        }
        try (SSLSocket socket = connect("TLSv1.3", "h2", "http/1.1")) {
            assertThat(socket.getApplicationProtocol()).isEqualTo("h2");
        }
    }

    @Test
    void anOldVersionIsRefusedIfItIsToBe(@TempDir Path directory) throws IOException {
        TestCertificate.make(directory);
        try (ServerProcess server = ServerProcess.start(directory, "--no-auth", "--tls", "--tls-min-ver", "1.3")) {
            Path certificate = directory.resolve("public_key");
            connect(server.port(), certificate, "TLSv1.3").close();
            assertThatThrownBy(() -> connect(server.port(), certificate, "TLSv1.2"))
                    .isInstanceOf(SSLException.class);
        }
    }

    @Test
    void clearTextGetsAHint() throws IOException {
        try (RawHttp http = RawHttp.connect(SERVER.port())) {
            String answer = new String(http.send(GET).rest(), StandardCharsets.US_ASCII);
            assertThat(answer).startsWith("HTTP/1.0 400 Bad Request\r\n").contains("HTTPS server");
        }
    }

    @Test
    void clearTextOfASingleByteAtATimeGetsItToo() throws IOException {
        try (RawHttp http = RawHttp.connect(SERVER.port())) {
            for (String letter : List.of("G", "E", "T", " ", "/")) {
                http.send(letter);
            }
            assertThat(new String(http.rest(), StandardCharsets.US_ASCII)).startsWith("HTTP/1.0 400 ");
        }
    }

    @Test
    void http11UnderTlsKeepsOrderAsksForBodiesAndRefusesEarly() throws IOException {
        String repository = "/under-tls/";
        String text = "asked for";
        Upload file = Upload.of(text);
        try (RawHttp http = RawHttp.over(connect("TLSv1.3"))) {
            http.send("POST " + repository + "?create=true HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n");
            assertThat(http.answer().status()).isEqualTo(200);
            http.send("POST " + repository + file.in("data")
                    + " HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 9\r\n\r\n");
            assertThat(http.answer().status()).isEqualTo(100);
            assertThat(http.send(text).answer().status()).isEqualTo(200);
            http.send(("GET " + repository + file.in("data") + " HTTP/1.1\r\nHost: x\r\n\r\n").repeat(20));
            for (int i = 0; i < 20; i++) {
                assertThat(http.answer().text()).isEqualTo(text);
            }
            http.send("POST /a/b/c/d HTTP/1.1\r\nHost: x\r\nContent-Length: 20000000\r\n\r\n");
            http.send(new byte[20_000_000]);
            assertThat(http.answer().status()).isEqualTo(404);
        }
    }

    @Test
    void aFileThatBecomesShorterWhileItIsSentBreaksTheConnectionOff() throws IOException {
        Upload large = Upload.random(4, 48_000_000);
        Path file = SERVER.directory().resolve("shrinking").resolve(large.onDisk("data"));
        Files.createDirectories(file.resolveSibling(""));
        Files.write(file, large.bytes());
        try (RawHttp http = RawHttp.over(connect("TLSv1.3"))) {
            http.send("GET /shrinking/" + large.in("data") + " HTTP/1.1\r\nHost: x\r\n\r\n")
                    .first(1000);
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.truncate(1_000_000);
            }
            assertThat(http.rest().length).isLessThan(47_000_000);
        }
    }

    @Test
    void aNewCertificateIsUsedAfterSighupAndABrokenOneIsNot(@TempDir Path directory) throws IOException {
        TestCertificate.make(directory);
        Path certificate = directory.resolve("public_key");
        try (ServerProcess server = ServerProcess.start(directory, "--no-auth", "--tls")) {
            Certificate first = seen(server, certificate);
            Files.writeString(certificate, "broken");
            server.signal("HUP");
            await().until(() -> server.log().stream()
                    .anyMatch(line -> line.contains("certificate") && line.contains("public_key")));
            Path trusted = Files.createDirectory(directory.resolve("next"));
            TestCertificate.make(trusted);
            Files.copy(
                    trusted.resolve("private_key"),
                    directory.resolve("private_key"),
                    StandardCopyOption.REPLACE_EXISTING);
            Files.copy(trusted.resolve("public_key"), certificate, StandardCopyOption.REPLACE_EXISTING);
            server.signal("HUP");

            await().ignoreExceptions()
                    .untilAsserted(() -> assertThat(seen(server, certificate)).isNotEqualTo(first));
        }
    }

    private static Certificate seen(ServerProcess server, Path trusted) throws IOException {
        try (SSLSocket socket = connect(server.port(), trusted, "TLSv1.3")) {
            return socket.getSession().getPeerCertificates()[0];
        }
    }
}
