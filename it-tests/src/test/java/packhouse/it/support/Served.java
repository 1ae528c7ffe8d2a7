package packhouse.it.support;

import static io.restassured.RestAssured.given;

import io.restassured.config.EncoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A server over a directory of its own for all tests of a class; each test makes repositories with names of its own. */
public final class Served implements BeforeAllCallback, AfterAllCallback {

    /** What is done in the directory before the server starts. */
    @FunctionalInterface
    public interface Preparation {
        void prepare(Path directory) throws IOException;
    }

    /** Folder names in every script, whatever the locale of the machine. */
    private static final Map<String, String> ENVIRONMENT = Map.of("LC_ALL", "C.UTF-8");

    private static final String OCTETS = "application/octet-stream";

    private final Preparation preparation;
    private final String[] flags;
    private @Nullable Path directory;
    private @Nullable ServerProcess process;

    private Served(Preparation preparation, String... flags) {
        this.preparation = preparation;
        this.flags = flags;
    }

    /** A server with these flags over an empty directory. */
    public static Served with(String... flags) {
        return new Served(directory -> {}, flags);
    }

    /** A server with these flags over a directory prepared first. */
    public static Served over(Preparation preparation, String... flags) {
        return new Served(preparation, flags);
    }

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        Path made = Files.createTempDirectory("packhouse-it");
        directory = made;
        preparation.prepare(made);
        process = ServerProcess.start(made, ENVIRONMENT, flags);
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        if (process != null) {
            process.close();
        }
        removeTree(directory());
    }

    private static void removeTree(Path directory) throws IOException {
        try (Stream<Path> tree = Files.walk(directory)) {
            for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    public ServerProcess process() {
        return Objects.requireNonNull(process);
    }

    /** What the server serves. */
    public Path directory() {
        return Objects.requireNonNull(directory);
    }

    public int port() {
        return process().port();
    }

    /** A request that is sent as it is written. */
    public RequestSpecification request() {
        return given().baseUri("http://127.0.0.1")
                .port(port())
                .urlEncodingEnabled(false)
                .redirects()
                .follow(false)
                .config(RestAssuredConfig.config()
                        .encoderConfig(EncoderConfig.encoderConfig()
                                .appendDefaultContentCharsetToContentTypeIfUndefined(false)));
    }

    /** A request with these bytes as its body. */
    public RequestSpecification request(byte[] body) {
        return request().contentType(OCTETS).body(body);
    }

    /** A new repository at {@code /NAME/}; gives that address. */
    public String repository(String name) {
        String address = "/" + name + "/";
        request().post(address + "?create=true").then().statusCode(200);
        return address;
    }

    /** Stores a file, which must succeed. */
    public void store(String repository, String type, Upload file) {
        request(file.bytes()).post(repository + file.in(type)).then().statusCode(200);
    }

    /** The names in the list of a type. */
    public List<String> list(String repository, String type) {
        return request()
                .get(repository + type + "/")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getList("$");
    }

    /** The file of a repository on disk. */
    public Path onDisk(String repository, String file) {
        return directory().resolve(repository.substring(1) + file);
    }

    /** Every file below the directory of a repository, as paths relative to it, in order; the server may be at work there. */
    public List<String> filesOnDisk(String repository) throws IOException {
        return List.copyOf(TreeState.names(directory().resolve(repository.substring(1))));
    }
}
