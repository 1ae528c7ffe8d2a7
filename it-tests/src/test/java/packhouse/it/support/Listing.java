package packhouse.it.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/** What a server shows of a repository, taken at its word: each listed file is fetched and hashed. */
public final class Listing {

    private static final List<String> KINDS = List.of("data", "index", "snapshots", "keys", "locks");
    private static final Pattern NAME = Pattern.compile("\"name\":\\s*\"([^\"]*)\"");

    private final HttpClient http = HttpClient.newHttpClient();
    private final String url;

    /** The repository at this address, with a slash at its end. */
    public Listing(String url) {
        this.url = url;
    }

    /** Checks that every file that is listed has the content that its name promises. */
    public void assertEveryFileIsWhole() throws IOException {
        for (String kind : KINDS) {
            for (String name : names(kind)) {
                assertThat(TreeState.sha256(get(kind + "/" + name))).isEqualTo(name);
            }
        }
    }

    private List<String> names(String kind) throws IOException {
        String list = new String(get(kind + "/"), StandardCharsets.UTF_8);
        return NAME.matcher(list).results().map(name -> name.group(1)).toList();
    }

    private byte[] get(String path) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + path))
                .header("Accept", "application/vnd.x.restic.rest.v2")
                .build();
        try {
            HttpResponse<byte[]> response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
            assertThat(response.statusCode()).as(path).isEqualTo(200);
            return response.body();
        } catch (InterruptedException e) {
            throw new IOException("interrupted while fetching " + path, e);
        }
    }
}
