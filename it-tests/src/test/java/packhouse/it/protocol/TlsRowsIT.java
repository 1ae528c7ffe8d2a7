package packhouse.it.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static packhouse.it.support.Patience.await;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import packhouse.it.support.Served;
import packhouse.it.support.TestCertificate;
import packhouse.it.support.Upload;

/** The core rows once more over TLS, in HTTP/2 and in HTTP/1.1. */
class TlsRowsIT {

    private static final String V2 = "application/vnd.x.restic.rest.v2";
    private static final Map<Version, HttpClient> CLIENTS = new EnumMap<>(Version.class);

    @RegisterExtension
    static final Served SERVER =
            Served.over(TestCertificate::make, "--no-auth", "--tls", "--max-size", Integer.toString(60_000_000));

    @BeforeAll
    static void connect() throws IOException {
        for (Version version : Version.values()) {
            CLIENTS.put(
                    version,
                    HttpClient.newBuilder()
                            .version(version)
                            .sslContext(
                                    TestCertificate.trusting(SERVER.directory().resolve("public_key")))
                            .build());
        }
        // Until the server has counted what it has, it takes nothing because of the quota.
        String nothing = "/counted/" + Upload.of("").in("keys");
        await().until(() ->
                post(Version.HTTP_1_1, nothing, BodyPublishers.noBody()).statusCode() == 200);
    }

    private static HttpRequest.Builder to(String target) {
        return HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + SERVER.port() + target));
    }

    private static HttpClient client(Version version) {
        return CLIENTS.getOrDefault(version, HttpClient.newHttpClient());
    }

    private static HttpResponse<byte[]> send(Version version, HttpRequest.Builder request) throws Exception {
        HttpResponse<byte[]> response = client(version).send(request.build(), BodyHandlers.ofByteArray());
        assertThat(response.version()).isEqualTo(version);
        return response;
    }

    private static HttpResponse<byte[]> post(Version version, String target, BodyPublisher body) throws Exception {
        return send(version, to(target).POST(body));
    }

    private static String repository(Version version, String name) throws Exception {
        String repository = "/" + name + "-" + version + "/";
        HttpResponse<byte[]> created = post(version, repository + "?create=true", BodyPublishers.noBody());
        assertThat(created.statusCode()).isEqualTo(200);
        assertThat(created.body()).isEmpty();
        return repository;
    }

    private static BodyPublisher withoutLength(byte[] bytes) {
        return BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(bytes));
    }

    @ParameterizedTest
    @EnumSource(Version.class)
    void filesAreStoredListedReadAndDeleted(Version version) throws Exception {
        String repository = repository(version, "rows");
        Upload file = Upload.random(1, 5_000_000);
        Upload other = Upload.of("without a length");
        String target = repository + file.in("data");

        assertThat(send(version, to(target).method("HEAD", BodyPublishers.noBody()))
                        .statusCode())
                .isEqualTo(404);
        assertThat(post(version, target, BodyPublishers.ofByteArray(file.bytes()))
                        .statusCode())
                .isEqualTo(200);
        assertThat(post(version, repository + other.in("keys"), withoutLength(other.bytes()))
                        .statusCode())
                .isEqualTo(200);

        HttpResponse<byte[]> head = send(version, to(target).method("HEAD", BodyPublishers.noBody()));
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.headers().firstValue("Content-Length")).hasValue("5000000");
        HttpResponse<byte[]> list = send(version, to(repository + "keys/").header("Accept", V2));
        assertThat(new String(list.body(), StandardCharsets.US_ASCII))
                .isEqualTo("[{\"name\":\"" + other.id() + "\",\"size\":16}]");
        assertThat(list.headers().firstValue("Content-Type")).hasValue(V2);
        assertThat(send(version, to(target)).body()).isEqualTo(file.bytes());

        HttpResponse<byte[]> deleted = send(version, to(target).DELETE());
        assertThat(deleted.statusCode()).isEqualTo(200);
        assertThat(deleted.body()).isEmpty();
        assertThat(send(version, to(target).GET()).statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @EnumSource(Version.class)
    void rangesAreExact(Version version) throws Exception {
        String repository = repository(version, "ranges");
        Upload file = Upload.random(2, 3_000_000);
        String target = repository + file.in("data");
        post(version, target, withoutLength(file.bytes()));

        HttpResponse<byte[]> part = send(version, to(target).header("Range", "bytes=1000000-2000000"));
        assertThat(part.statusCode()).isEqualTo(206);
        assertThat(part.headers().firstValue("Content-Range")).hasValue("bytes 1000000-2000000/3000000");
        assertThat(part.headers().firstValue("Content-Length")).hasValue("1000001");
        assertThat(part.body()).isEqualTo(file.part(1_000_000, 2_000_001));
        HttpResponse<byte[]> outside = send(version, to(target).header("Range", "bytes=3000000-"));
        assertThat(outside.statusCode()).isEqualTo(416);
        assertThat(outside.headers().firstValue("Content-Range")).hasValue("bytes */3000000");
    }

    @ParameterizedTest
    @EnumSource(Version.class)
    void refusalsAreSeenWhateverTheBody(Version version) throws Exception {
        String repository = repository(version, "refusals");
        byte[] large = new byte[16_000_000];

        assertThat(post(version, repository + "nowhere/at/all", BodyPublishers.ofByteArray(large))
                        .statusCode())
                .isEqualTo(404);
        assertThat(post(version, repository + "nowhere/at/all", withoutLength(large))
                        .statusCode())
                .isEqualTo(404);
        assertThat(post(version, repository + Upload.of("x").in("data"), BodyPublishers.ofByteArray(large))
                        .statusCode())
                .isEqualTo(400);
        assertThat(post(version, repository + "data/", withoutLength(new byte[10]))
                        .statusCode())
                .isEqualTo(405);
        assertThat(post(version, repository, BodyPublishers.noBody()).statusCode())
                .isEqualTo(400);
        assertThat(send(version, to(repository + "config").method("PATCH", BodyPublishers.noBody()))
                        .statusCode())
                .isEqualTo(405);
        HttpResponse<byte[]> missing = send(version, to("/missing/data/"));
        assertThat(missing.statusCode()).isEqualTo(404);
        assertThat(new String(missing.body(), StandardCharsets.US_ASCII)).isEqualTo("Not Found\n");
    }

    @ParameterizedTest
    @EnumSource(Version.class)
    void aQuotaIsAQuotaWithAndWithoutLength(Version version) throws Exception {
        String repository = repository(version, "quota");
        byte[] large = new byte[61_000_000];

        assertThat(post(version, repository + Upload.of("x").in("data"), BodyPublishers.ofByteArray(large))
                        .statusCode())
                .isEqualTo(507);
        assertThat(post(version, repository + Upload.of("x").in("data"), withoutLength(large))
                        .statusCode())
                .isEqualTo(507);
    }

    @ParameterizedTest
    @EnumSource(Version.class)
    void fiftyUploadsAndDownloadsAtOnceGoThrough(Version version) throws Exception {
        String repository = repository(version, "fifty");
        List<Upload> files = new ArrayList<>();
        List<CompletableFuture<HttpResponse<byte[]>>> uploads = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            Upload file = Upload.random(100 + i, 400_000 + i);
            files.add(file);
            uploads.add(client(version)
                    .sendAsync(
                            to(repository + file.in("data"))
                                    .POST(
                                            i % 2 == 0
                                                    ? withoutLength(file.bytes())
                                                    : BodyPublishers.ofByteArray(file.bytes()))
                                    .build(),
                            BodyHandlers.ofByteArray()));
        }
        for (CompletableFuture<HttpResponse<byte[]>> upload : uploads) {
            assertThat(upload.get().statusCode()).isEqualTo(200);
        }
        List<CompletableFuture<HttpResponse<byte[]>>> downloads = files.stream()
                .map(file -> client(version)
                        .sendAsync(to(repository + file.in("data")).build(), BodyHandlers.ofByteArray()))
                .toList();
        for (int i = 0; i < 50; i++) {
            assertThat(downloads.get(i).get().body()).isEqualTo(files.get(i).bytes());
        }
    }
}
