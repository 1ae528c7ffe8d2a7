package packhouse.it.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import packhouse.it.support.RawHttp;
import packhouse.it.support.Served;
import packhouse.it.support.ServerProcess;
import packhouse.it.support.UserFile;

/** Section 4: other ways to be somebody, or nobody. */
class ProxyLoginIT {

    @RegisterExtension
    static final Served SERVER = Served.with("--proxy-auth-username", "X-Remote-User", "--private-repos");

    private static int status(int port, String target, String headers) throws IOException {
        return RawHttp.ask(port, "GET " + target + " HTTP/1.1\r\nHost: x\r\n" + headers + "\r\n")
                .status();
    }

    @Test
    void theProxysHeaderNamesTheUser() throws IOException {
        assertThat(status(SERVER.port(), "/alice/config", "X-Remote-User: alice\r\n"))
                .isEqualTo(404);
        assertThat(status(SERVER.port(), "/alice/config", "x-remote-user: alice\r\n"))
                .isEqualTo(404);
        assertThat(status(SERVER.port(), "/bob/config", "X-Remote-User: alice\r\n"))
                .isEqualTo(403);
    }

    @Test
    void theFirstOfRepeatedHeadersCounts() throws IOException {
        assertThat(status(SERVER.port(), "/alice/config", "X-Remote-User: alice\r\nX-Remote-User: bob\r\n"))
                .isEqualTo(404);
        assertThat(status(SERVER.port(), "/bob/config", "X-Remote-User: alice\r\nX-Remote-User: bob\r\n"))
                .isEqualTo(403);
    }

    @Test
    void withoutTheHeaderThereIsNobodyWhateverTheClientSays() throws IOException {
        String basic = "Authorization: " + UserFile.basic("alice", "a") + "\r\n";

        assertThat(status(SERVER.port(), "/alice/config", "")).isEqualTo(401);
        assertThat(status(SERVER.port(), "/alice/config", "X-Remote-User:\r\n")).isEqualTo(401);
        assertThat(status(SERVER.port(), "/alice/config", basic)).isEqualTo(401);
    }

    @Test
    void withoutLoginAnyCredentialsAreTolerated(@TempDir Path directory) throws IOException {
        try (ServerProcess open = ServerProcess.start(directory, "--no-auth")) {
            assertThat(status(open.port(), "/config", "Authorization: Basic Og==\r\n"))
                    .isEqualTo(404);
            assertThat(status(open.port(), "/config", "Authorization: Bearer x\r\n"))
                    .isEqualTo(404);
            assertThat(status(open.port(), "/config", "Authorization:\r\n")).isEqualTo(404);
        }
    }
}
