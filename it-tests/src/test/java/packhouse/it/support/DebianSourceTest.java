package packhouse.it.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tests fetch packages from the mirror that the machine is set up for. */
final class DebianSourceTest {

    @TempDir
    Path configuration;

    @Test
    void theMirrorOfAListIsUsed() throws IOException {
        Files.writeString(
                configuration.resolve("sources.list"),
                "# deb http://old.example/debian sid main\ndeb [arch=amd64] http://near.example/debian/ bookworm main\n");
        assertThat(DebianSource.hostMirror(configuration)).contains("http://near.example/debian");
    }

    @Test
    void theMirrorOfADeb822FileIsUsed() throws IOException {
        Files.writeString(
                Files.createDirectory(configuration.resolve("sources.list.d")).resolve("debian.sources"),
                "Types: deb\nURIs: https://near.example/mirror/debian\nSuites: bookworm\nComponents: main\n");
        assertThat(DebianSource.hostMirror(configuration)).contains("https://near.example/mirror/debian");
    }

    @Test
    void mirrorsOfOtherSystemsAreNotForUs() throws IOException {
        Files.writeString(
                configuration.resolve("sources.list"),
                "deb http://near.example/ubuntu noble main\ndeb http://near.example/debian-security bookworm-security main\n");
        assertThat(DebianSource.hostMirror(configuration)).isEmpty();
    }
}
