package packhouse.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever a client sends, the parser answers, and what it understands keeps to the grammar. */
final class RouteParserFuzzTest {

    private static final int TARGETS = 300_000;
    private static final long SEED = 20_260_104;
    private static final String HEX = "00ff10e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b78";
    private static final List<FileType> TYPES = List.of(FileType.values());
    private static final List<String> METHODS = List.of("GET", "HEAD", "POST", "DELETE", "PUT", "OPTIONS", "", "get");
    private static final List<String> PIECES = List.of(
            "/",
            "/",
            "/",
            "//",
            "a",
            "b",
            "alice",
            "data",
            "index",
            "keys",
            "locks",
            "snapshots",
            "config",
            HEX,
            HEX,
            ".",
            "..",
            "%2e",
            "%2f",
            "%5c",
            "%00",
            "%0a",
            "%c3%bc",
            "%ff",
            "%",
            "%4",
            "?",
            "?create=true",
            "&",
            "=",
            "create=true",
            ";v=1",
            "#",
            "\\",
            "\u0000",
            "\u00fc",
            "\ud800",
            "\u202e",
            " ",
            HEX.substring(1),
            "0",
            "F",
            ".htpasswd",
            ".packhouse",
            "http://host",
            "x".repeat(300));

    @Test
    void neverThrowsAndNeverLeavesTheGrammar() {
        Random random = new Random(SEED);
        int understood = 0;
        for (int i = 0; i < TARGETS; i++) {
            String method = METHODS.get(random.nextInt(METHODS.size()));
            String target = target(random);
            try {
                understood += check(RouteParser.parse(method, target));
            } catch (RuntimeException | AssertionError e) {
                fail("seed " + SEED + ", target " + i + ": " + method + " [" + target + "]", e);
            }
        }
        // A fuzzer that only ever hits the refusals would prove nothing.
        assertThat(understood).as("understood, seed %d", SEED).isGreaterThan(TARGETS / 100);
    }

    /** Half of the targets are heaps of pieces, the other half are good ones, most of them with one wrong character. */
    private static String target(Random random) {
        if (random.nextBoolean()) {
            return heap(random);
        }
        StringBuilder target = new StringBuilder("/a/my%20b/".substring(random.nextBoolean() ? 0 : 2));
        target.append(TYPES.get(random.nextInt(TYPES.size())));
        target.append(random.nextBoolean() ? "/" + HEX : "/");
        if (random.nextInt(4) != 0) {
            int at = random.nextInt(target.length());
            target.replace(at, at + random.nextInt(2), PIECES.get(random.nextInt(PIECES.size())));
        }
        return target.toString();
    }

    private static String heap(Random random) {
        StringBuilder target = new StringBuilder(random.nextInt(8) == 0 ? "" : "/");
        for (int pieces = random.nextInt(9); pieces > 0; pieces--) {
            target.append(
                    random.nextInt(12) == 0
                            ? String.valueOf((char) random.nextInt(random.nextBoolean() ? 0x80 : 0x1_0000))
                            : PIECES.get(random.nextInt(PIECES.size())));
            if (random.nextBoolean()) {
                target.append('/');
            }
        }
        return target.toString();
    }

    private static int check(RouteParser.Parsed parsed) {
        if (parsed instanceof RouteParser.Refused refused) {
            assertThat(refused.refusal().status()).isIn(400, 404, 405, 414);
            return 0;
        }
        Route route = ((RouteParser.Understood) parsed).route();
        for (String folder : route.repo().folders()) {
            assertThat(folder).doesNotStartWith(".").doesNotContain("/", "\\", "\u0000", "\n");
            assertThat(FileType.parse(folder)).isEmpty();
        }
        assertThat(route.repo().folders()).hasSizeLessThanOrEqualTo(2);
        assertThat(name(route)).matches("|config|(data|index|keys|locks|snapshots)/([0-9a-f]{64})?");
        return 1;
    }

    private static String name(Route route) {
        if (route instanceof Route.ListFiles list) {
            return list.type() + "/";
        }
        if (route instanceof Route.Head head) {
            return head.name().toString();
        }
        if (route instanceof Route.Read read) {
            return read.name().toString();
        }
        if (route instanceof Route.Save save) {
            return save.name().toString();
        }
        return route instanceof Route.Delete delete ? delete.name().toString() : "";
    }
}
