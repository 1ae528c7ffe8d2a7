package packhouse.it.faults;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import packhouse.it.support.Upload;

/** Makes requests that are almost right. */
final class Mutation {

    private static final String BODY = "hello world";
    private static final String ID = Upload.of(BODY).id();

    private static final List<String> METHODS = List.of(
            "GET",
            "HEAD",
            "POST",
            "DELETE",
            "PUT",
            "PATCH",
            "OPTIONS",
            "TRACE",
            "CONNECT",
            "get",
            "PRI",
            "G\u0000T",
            "");

    private static final List<String> TARGETS = List.of(
            "/",
            "/?create=true",
            "/repo/?create=true",
            "/repo/sub/?create=true",
            "/repo/config",
            "/repo/data/",
            "/repo/locks/",
            "/repo/data/" + ID,
            "/repo/index/" + ID,
            "/repo/sub/keys/" + ID,
            "/repo/snapshots/" + ID,
            "/../canary",
            "/repo/../../canary",
            "/%2e%2e/canary",
            "/..%2fcanary",
            "/repo/data/..%2f..%2f..%2f..%2fcanary",
            "/%2e%2e%2fsibling/?create=true",
            "/..%5csibling/?create=true",
            "/.htpasswd/?create=true",
            "/.packhouse/config",
            "/%c0%ae%c0%ae/config",
            "/%ff%fe/?create=true",
            "/\u00fc/?create=true",
            "http://x/repo/config",
            "*");

    private static final List<String> HEADERS = List.of(
            "",
            "Content-Length: 11\r\n",
            "Content-Length: 0\r\n",
            "Content-Length: 12\r\n",
            "Content-Length: 99999999999\r\n",
            "Content-Length: -1\r\n",
            "Content-Length: 11\r\nContent-Length: 12\r\n",
            "Transfer-Encoding: chunked\r\n",
            "Transfer-Encoding: chunked\r\nContent-Length: 11\r\n",
            "Transfer-Encoding: identity\r\n",
            "Expect: 100-continue\r\nContent-Length: 11\r\n",
            "Expect: 200-ok\r\n",
            "Range: bytes=0-4\r\n",
            "Range: bytes=-99999999999999999999\r\n",
            "Range: bytes=5-2,,-,1-\r\n",
            "Accept: application/vnd.x.restic.rest.v2\r\n",
            "Authorization: Basic Og==\r\n",
            "Authorization: Basic \u0000\r\n",
            "Connection: close\r\n",
            "Connection: Upgrade\r\nUpgrade: h2c\r\n",
            "If-Range: x\r\nRange: bytes=1-\r\n",
            " folded\r\n",
            ": nameless\r\n");

    private static final List<String> BODIES = List.of(
            BODY,
            "",
            "b\r\n" + BODY + "\r\n0\r\n\r\n",
            "xyz\r\n" + BODY,
            "-1\r\n",
            "ffffffffffffffff\r\n",
            "b;x=\"\r\n\"\r\n");

    private static final List<String> TOKENS = List.of(
            "../",
            "%2e%2e/",
            "%2f",
            "%00",
            "\u0000",
            "\r\n",
            "\n",
            "\r",
            "\r\n\r\n",
            " ",
            "\t",
            "//",
            "?",
            "#",
            "%",
            ":",
            "Content-Length: 5\r\n",
            "Transfer-Encoding: chunked\r\n",
            "Host: y\r\n",
            "HTTP/1.0",
            "HTTP/2.0",
            "HTTP/9.9");

    private final Random random;

    Mutation(Random random) {
        this.random = random;
    }

    /** The bytes of the next request. */
    byte[] next() {
        if (random.nextInt(50) == 0) {
            byte[] junk = new byte[random.nextInt(300)];
            random.nextBytes(junk);
            return junk;
        }
        StringBuilder request = random.nextInt(3) == 0 ? right() : almostRight();
        for (int times = Math.max(0, random.nextInt(6) - 2); times > 0; times--) {
            mutate(request);
        }
        return request.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private StringBuilder right() {
        String method = METHODS.get(random.nextInt(4));
        return new StringBuilder(method)
                .append(' ')
                .append(oneOf(TARGETS))
                .append(" HTTP/1.1\r\nHost: x\r\n")
                .append(method.equals("POST") ? "Content-Length: 11\r\n\r\n" + BODY : "\r\n");
    }

    private StringBuilder almostRight() {
        StringBuilder request = new StringBuilder();
        request.append(oneOf(METHODS)).append(' ').append(oneOf(TARGETS)).append(" HTTP/1.1\r\n");
        if (random.nextInt(20) > 0) {
            request.append("Host: x\r\n");
        }
        for (int headers = random.nextInt(3); headers > 0; headers--) {
            request.append(oneOf(HEADERS));
        }
        return request.append("\r\n").append(random.nextInt(3) == 0 ? oneOf(BODIES) : "");
    }

    private String oneOf(List<String> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    private void mutate(StringBuilder request) {
        if (request.isEmpty()) {
            return;
        }
        int at = random.nextInt(request.length());
        int end = Math.min(request.length(), at + 1 + random.nextInt(12));
        switch (random.nextInt(7)) {
            case 0 -> request.setCharAt(at, (char) random.nextInt(256));
            case 1 -> request.delete(at, end);
            case 2 -> request.insert(at, request.substring(at, end));
            case 3 -> request.insert(at, oneOf(TOKENS));
            case 4 -> request.setCharAt(at, (char) (request.charAt(at) ^ 0x20));
            case 5 -> request.setLength(at);
            default -> request.insert(at, "A".repeat(random.nextInt(random.nextInt(100) == 0 ? 40_000 : 60)));
        }
    }
}
