package packhouse.it.repack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import packhouse.it.support.Outcome;
import packhouse.it.support.Packhouse;
import packhouse.it.support.Patience;
import packhouse.it.support.Program;
import packhouse.it.support.Restic;
import packhouse.it.support.ServerProcess;
import packhouse.it.support.TreeCompare;
import packhouse.it.support.TreeState;
import packhouse.it.support.WorkFolder;

/** A server that knows the password of its one repository, and what an owner does there. */
final class Depot implements Closeable {

    static final String NAME = "nas";

    private static final String PASSWORD = "correct horse";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path folder;
    private final Path data;
    private final ServerProcess server;

    /** Serves {@code data}; everything else lies in {@code folder}. */
    Depot(Path folder, Path data, String... flags) throws IOException {
        this.folder = folder;
        this.data = Files.createDirectories(data);
        List<String> all = new ArrayList<>(List.of(flags));
        all.add("--no-auth");
        this.server =
                ServerProcess.start(data, Map.of("PACKHOUSE_REPO_PASSWORD", PASSWORD), all.toArray(String[]::new));
    }

    int port() {
        return server.port();
    }

    Path repository() {
        return data.resolve(NAME);
    }

    /** A client of the server. */
    Restic client(Program generation) {
        return client(generation, port());
    }

    /** A client that goes through something that listens on another port. */
    Restic client(Program generation, int port) {
        String address = "rest:http://127.0.0.1:" + port + "/" + NAME + "/";
        return Restic.of(generation, folder.resolve("home-" + generation.name() + "-" + port), address);
    }

    /** A file that compressing makes half as long. */
    Path file(String name, int bytes) throws IOException {
        byte[] content = new byte[bytes];
        new Random(name.hashCode()).nextBytes(content);
        for (int i = 0; i < bytes; i++) {
            content[i] &= 0x0f;
        }
        Path file = folder.resolve("files").resolve(name);
        Files.createDirectories(folder.resolve("files"));
        return Files.write(file, content);
    }

    /** Saves it as it is, so that there is something to repack. */
    static void save(Restic restic, Path file) throws IOException {
        restic.ok("backup", "--quiet", "--compression", "off", file.toString());
    }

    Outcome packhouse(String... words) throws IOException {
        return new Packhouse(data, Map.of()).command(words);
    }

    private Outcome good(String... words) throws IOException {
        Outcome outcome = packhouse(words);
        assertThat(outcome.exit())
                .as("%s; the server said %s", outcome, server.log())
                .isZero();
        return outcome;
    }

    /** Begins a repack of whatever there is, and gives the number of its job. */
    String start(String... options) throws IOException {
        List<String> words = new ArrayList<>(List.of("repo", "repack", NAME, "--yes", "--json", "--min-age", "0"));
        words.addAll(List.of(options));
        String said = good(words.toArray(String[]::new)).out();
        String id = JSON.readTree(said).path("id").asText();
        assertThat(id).as("%s; the server said %s", said, server.log()).isNotEmpty();
        return id;
    }

    /** Repacks, to a good end. */
    void repack(String... options) throws IOException {
        good("job", "wait", start(options));
    }

    JsonNode job(String id) throws IOException {
        return JSON.readTree(good("job", "show", id, "--json").out());
    }

    JsonNode awaitState(String id, String state) throws IOException {
        Patience.await().until(() -> job(id).path("state").asText().equals(state));
        return job(id);
    }

    /** The files of the repository but its locks, with what must not change of each. */
    Map<String, String> files() throws IOException {
        return TreeState.of(repository()).where(path -> !path.endsWith("/") && !path.startsWith("locks"));
    }

    /** Both generations read all of the bare directory, and what was saved last is as it was. */
    void assertSound(Path... newest) throws IOException {
        for (Program generation : List.of(Program.OLD_RESTIC, Program.NEW_RESTIC)) {
            Restic restic = client(generation).on(repository().toString());
            restic.ok("check", "--read-data", "--no-lock");
        }
        for (Path file : newest) {
            assertRestores("latest", file);
        }
    }

    void assertRestores(String snapshot, Path file) throws IOException {
        Path target = folder.resolve("restored");
        client(Program.NEW_RESTIC)
                .ok("restore", "--no-lock", snapshot, "--path", file.toString(), "--target", target.toString());
        assertThat(TreeCompare.differences(List.of(file), target)).isEmpty();
        WorkFolder.delete(target);
    }

    List<String> log() {
        return server.log();
    }

    @Override
    public void close() {
        server.close();
    }
}
