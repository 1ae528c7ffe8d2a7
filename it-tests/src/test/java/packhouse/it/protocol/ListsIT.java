package packhouse.it.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import packhouse.it.support.RawHttp;
import packhouse.it.support.Served;
import packhouse.it.support.Upload;

/** Section 6.3: lists in both versions, complete and true. */
class ListsIT {

    private static final String V1 = "application/vnd.x.restic.rest.v1";
    private static final String V2 = "application/vnd.x.restic.rest.v2";
    private static final List<String> TYPES = List.of("data", "index", "keys", "locks", "snapshots");

    @RegisterExtension
    static final Served SERVER = Served.with("--no-auth");

    private static RawHttp.Answer list(String target, String headers) throws IOException {
        return RawHttp.ask(SERVER.port(), "GET " + target + " HTTP/1.1\r\nHost: x\r\n" + headers + "\r\n");
    }

    @Test
    void version2GivesNamesAndSizes() throws IOException {
        String repository = SERVER.repository("v2");
        Upload file = Upload.of("hello world");
        SERVER.store(repository, "data", file);

        RawHttp.Answer answer = list(repository + "data/", "Accept: " + V2 + "\r\n");

        assertThat(answer.header("Content-Type")).hasValue(V2);
        assertThat(answer.text()).isEqualTo("[{\"name\":\"" + file.id() + "\",\"size\":11}]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Accept: */*\r\n",
                "Accept: " + V1 + "\r\n",
                "Accept: " + V2 + ";q=1\r\n",
                "Accept: " + V2 + ", */*\r\n",
                "Accept: APPLICATION/VND.X.RESTIC.REST.V2\r\n",
                "Accept: \r\n"
            })
    void everybodyElseGetsVersion1(String headers) throws IOException {
        String repository = SERVER.repository("v1" + Upload.of(headers).id());
        Upload file = Upload.of("hello world");
        SERVER.store(repository, "index", file);

        RawHttp.Answer answer = list(repository + "index/", headers);

        assertThat(answer.header("Content-Type")).hasValue(V1);
        assertThat(answer.text()).isEqualTo("[\"" + file.id() + "\"]");
    }

    @Test
    void anEmptyTypeIsAnEmptyListInBothVersions() throws IOException {
        String repository = SERVER.repository("empty");
        for (String type : TYPES) {
            assertThat(list(repository + type + "/", "").text()).isEqualTo("[]");
            assertThat(list(repository + type + "/", "Accept: " + V2 + "\r\n").text())
                    .isEqualTo("[]");
        }
    }

    @Test
    void aMissingRepositoryIsNotFound() throws IOException {
        for (String type : TYPES) {
            assertThat(list("/missing/" + type + "/", "Accept: " + V2 + "\r\n").status())
                    .isEqualTo(404);
        }
        assertThat(SERVER.directory().resolve("missing")).doesNotExist();
    }

    @Test
    void aMissingFolderOfAnExistingRepositoryIsAnEmptyList() throws IOException {
        String repository = SERVER.repository("lost");
        Files.delete(SERVER.onDisk(repository, "locks"));
        Files.delete(SERVER.onDisk(repository, "index"));

        assertThat(list(repository + "locks/", "").text()).isEqualTo("[]");
        assertThat(list(repository + "index/", "Accept: " + V2 + "\r\n").text()).isEqualTo("[]");
    }

    @Test
    void manyFilesOfManySizesAreAllThereOnceWithTheirExactSizes() throws IOException {
        String repository = SERVER.repository("many");
        for (int i = 0; i < 700; i++) {
            Upload file = Upload.random(i, i * 7);
            Files.write(SERVER.onDisk(repository, file.onDisk("data")), file.bytes());
        }

        RawHttp.Answer answer = list(repository + "data/", "Accept: " + V2 + "\r\n");

        List<String> entries = Pattern.compile("\\{\"name\":\"([0-9a-f]{64})\",\"size\":(\\d+)}")
                .matcher(answer.text())
                .results()
                .map(entry -> entry.group(1) + " " + entry.group(2))
                .toList();
        assertThat(new JsonPath(answer.text()).getList("$")).hasSize(700);
        assertThat(entries)
                .containsExactlyInAnyOrderElementsOf(Stream.iterate(0, i -> i < 700, i -> i + 1)
                        .map(i -> Upload.random(i, i * 7).id() + " " + i * 7)
                        .toList());
    }

    @Test
    void whatIsNoFileOfARepositoryIsLeftOut() throws IOException {
        String repository = SERVER.repository("strays");
        Upload real = Upload.of("real");
        for (String type : TYPES) {
            SERVER.store(repository, type, real);
            Path folder = SERVER.onDisk(repository, real.onDisk(type)).resolveSibling("");
            Files.writeString(folder.resolve(real.id() + ".rest-server-temp123456"), "temporary");
            Files.writeString(folder.resolve(real.id() + ".packhouse-temp123456"), "temporary");
            Files.writeString(folder.resolve("README"), "stray");
            Files.writeString(folder.resolve(real.id().toUpperCase(Locale.ROOT)), "upper case");
            Files.writeString(folder.resolve(real.id() + "0"), "too long");
            Files.createDirectory(folder.resolve(Upload.of("a directory").id()));
        }
        Files.writeString(
                SERVER.onDisk(repository, "data")
                        .resolve(Upload.of("not in its folder").id()),
                "stray");
        Files.createDirectory(SERVER.onDisk(repository, "data/xyz"));

        for (String type : TYPES) {
            assertThat(SERVER.list(repository, type)).as(type).containsExactly(real.id());
        }
    }

    @Test
    void whatWasStoredIsInTheNextListAndWhatWasDeletedIsNot() {
        String repository = SERVER.repository("fresh");
        for (String type : TYPES) {
            for (int i = 0; i < 5; i++) {
                Upload file = Upload.of(type + i);
                SERVER.store(repository, type, file);
                assertThat(SERVER.list(repository, type)).containsExactly(file.id());
                SERVER.request().delete(repository + file.in(type)).then().statusCode(200);
                assertThat(SERVER.list(repository, type)).isEmpty();
            }
        }
    }

    @Test
    void whatOthersChangeOnDiskIsSeen() throws IOException {
        String repository = SERVER.repository("shared");
        Upload ours = Upload.of("ours");
        Upload theirs = Upload.of("theirs");
        for (String type : TYPES) {
            SERVER.store(repository, type, ours);
            assertThat(SERVER.list(repository, type)).containsExactly(ours.id());

            Files.write(SERVER.onDisk(repository, theirs.onDisk(type)), theirs.bytes());
            assertThat(SERVER.list(repository, type)).containsExactlyInAnyOrder(ours.id(), theirs.id());

            Files.delete(SERVER.onDisk(repository, ours.onDisk(type)));
            assertThat(SERVER.list(repository, type)).containsExactly(theirs.id());
        }
    }

    @Test
    void aRepositoryThatOthersMadeIsServed() throws IOException {
        Path root = SERVER.directory().resolve("foreign");
        SERVER.request().get("/foreign/keys/").then().statusCode(404);
        for (String type : TYPES) {
            Files.createDirectories(root.resolve(type));
        }
        Upload key = Upload.of("their key");
        Files.write(root.resolve(key.onDisk("keys")), key.bytes());

        assertThat(SERVER.list("/foreign/", "keys")).containsExactly(key.id());
        assertThat(SERVER.list("/foreign/", "data")).isEmpty();
    }

    @Test
    void aFolderThatCannotBeReadIsTheServersTroubleNeverAnEmptyList() throws IOException {
        String repository = SERVER.repository("unreadable");
        Path index = SERVER.onDisk(repository, "index");
        Files.delete(index);
        Files.createSymbolicLink(index, index);

        assertThat(list(repository + "index/", "").status()).isEqualTo(500);
    }

    @Test
    void onlyGetLists() throws IOException {
        String repository = SERVER.repository("methods");
        for (String method : Set.of("HEAD", "POST", "DELETE", "PUT")) {
            try (RawHttp http = RawHttp.connect(SERVER.port())) {
                http.send(method + " " + repository + "data/ HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n");
                RawHttp.Answer answer = method.equals("HEAD") ? http.answerToHead() : http.answer();
                assertThat(answer.status()).isEqualTo(405);
                assertThat(answer.header("Allow")).hasValue("GET");
            }
        }
    }

    @Test
    void aListIsPlainJsonForThoseWhoTakeCompressionToo() throws IOException {
        String repository = SERVER.repository("gzip");
        SERVER.store(repository, "keys", Upload.of("a key"));

        RawHttp.Answer answer = list(repository + "keys/", "Accept-Encoding: gzip\r\n");

        assertThat(answer.headers()).doesNotContainKey("Content-Encoding");
        assertThat(new String(answer.body(), StandardCharsets.US_ASCII)).startsWith("[\"");
    }
}
