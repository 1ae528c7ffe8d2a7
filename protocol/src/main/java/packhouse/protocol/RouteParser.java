package packhouse.protocol;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Turns a method and a raw request target into a {@link Route} or a {@link Refusal}; nothing that this class did not
 * check ever becomes part of a path on disk.
 *
 * <pre>
 * target = base [ "config" | type "/" [ id ] ] [ "?" query ]
 * base   = "/" *2( folder "/" )
 * type   = "data" | "index" | "keys" | "locks" | "snapshots"
 * id     = 64 lower-case hexadecimal digits
 * folder = percent-encoded UTF-8, see {@link RepoPath#isFolder}
 * </pre>
 *
 * <p>Unlike rest-server, which redirects unclean paths and decodes {@code %2f} into a separator, empty and dot segments,
 * encoded slashes, backslashes and control characters are refused: a redirect would turn an upload into a download.
 */
public final class RouteParser {

    /** Longest target in bytes: two folders of 255 bytes, each byte percent-encoded, type, id, and a kilobyte of query. */
    public static final int MAX_TARGET_BYTES = 2 * 3 * RepoPath.MAX_NAME_BYTES + 128 + 1024;

    private static final String FILE_METHODS = "HEAD, GET, POST, DELETE";
    private static final String LIST_METHODS = "GET";
    private static final String BASE_METHODS = "POST";

    /** Either a route or a refusal. */
    public sealed interface Parsed {}

    /** The request is understood. */
    public record Understood(Route route) implements Parsed {}

    /** The request is turned down. */
    public record Refused(Refusal refusal) implements Parsed {}

    private RouteParser() {}

    /**
     * Understands a request line.
     *
     * @param method as sent; method names are case-sensitive (RFC 9110 section 9.1)
     * @param sent in origin form, undecoded, with its query; in absolute form (RFC 9112 section 3.2.2) what stands before the path
     *     is ignored, as rest-server does
     */
    public static Parsed parse(String method, String sent) {
        if (sent.length() > MAX_TARGET_BYTES) {
            return refuse(Refusal.of(Refusal.Kind.URI_TOO_LONG));
        }
        String target = originForm(sent);
        int question = target.indexOf('?');
        String path = question < 0 ? target : target.substring(0, question);
        String query = question < 0 ? "" : target.substring(question + 1);
        if (!path.startsWith("/")) {
            return refuse(Refusal.of(Refusal.Kind.BAD_REQUEST, "the address must be a path"));
        }
        List<String> segments = new ArrayList<>(RepoPath.MAX_FOLDERS + 3);
        int from = 1;
        for (int slash = path.indexOf('/', from); slash >= 0; slash = path.indexOf('/', from)) {
            segments.add(path.substring(from, slash));
            from = slash + 1;
            if (segments.size() > RepoPath.MAX_FOLDERS + 1) {
                return refuse(Refusal.notFound());
            }
        }
        return parse(method, segments, path.substring(from), query);
    }

    private static String originForm(String sent) {
        if (!sent.regionMatches(true, 0, "http://", 0, 7) && !sent.regionMatches(true, 0, "https://", 0, 8)) {
            return sent;
        }
        int path = sent.indexOf('/', sent.indexOf("//") + 2);
        return path < 0 ? "/" : sent.substring(path);
    }

    /** {@code closed} are the segments that a slash follows, {@code last} is what stands behind the last slash. */
    private static Parsed parse(String method, List<String> closed, String last, String query) {
        List<String> folders = new ArrayList<>(RepoPath.MAX_FOLDERS);
        for (int i = 0; i < closed.size(); i++) {
            Optional<FileType> type = FileType.parse(closed.get(i));
            if (type.isPresent()) {
                boolean atEnd = i == closed.size() - 1 && type.get() != FileType.CONFIG;
                return atEnd ? inType(method, folders, type.get(), last) : refuse(Refusal.notFound());
            }
            Optional<String> folder = decode(closed.get(i));
            if (folder.isEmpty()) {
                return refuse(
                        Refusal.of(Refusal.Kind.BAD_REQUEST, "the address holds a segment that no folder can have"));
            }
            folders.add(folder.get());
        }
        Optional<RepoPath> repo = RepoPath.of(folders);
        if (repo.isEmpty()) {
            return refuse(Refusal.notFound());
        }
        if (last.isEmpty()) {
            return base(method, repo.get(), query);
        }
        return last.equals("config") ? file(method, repo.get(), FileName.config()) : refuse(Refusal.notFound());
    }

    private static Parsed base(String method, RepoPath repo, String query) {
        if (!method.equals("POST")) {
            return refuse(Refusal.methodNotAllowed(BASE_METHODS));
        }
        return createIsTrue(query)
                ? new Understood(new Route.Create(repo))
                : refuse(Refusal.of(Refusal.Kind.BAD_REQUEST, "to create a repository, ask with ?create=true"));
    }

    /** As rest-server reads it: the first parameter of that name counts, and only the exact word is true. */
    private static boolean createIsTrue(String query) {
        for (String pair : query.split("&", -1)) {
            if (pair.equals("create") || pair.startsWith("create=")) {
                return pair.equals("create=true");
            }
        }
        return false;
    }

    private static Parsed inType(String method, List<String> folders, FileType type, String last) {
        Optional<RepoPath> repo = RepoPath.of(folders);
        if (repo.isEmpty()) {
            return refuse(Refusal.notFound());
        }
        if (last.isEmpty()) {
            return method.equals("GET")
                    ? new Understood(new Route.ListFiles(repo.get(), type))
                    : refuse(Refusal.methodNotAllowed(LIST_METHODS));
        }
        return FileId.parse(last)
                .map(id -> file(method, repo.get(), FileName.of(type, id)))
                .orElseGet(() -> refuse(Refusal.notFound()));
    }

    private static Parsed file(String method, RepoPath repo, FileName name) {
        return switch (method) {
            case "HEAD" -> new Understood(new Route.Head(repo, name));
            case "GET" -> new Understood(new Route.Read(repo, name));
            case "POST" -> new Understood(new Route.Save(repo, name));
            case "DELETE" -> new Understood(new Route.Delete(repo, name));
            default -> refuse(Refusal.methodNotAllowed(FILE_METHODS));
        };
    }

    private static Parsed refuse(Refusal refusal) {
        return new Refused(refusal);
    }

    /** A folder name out of a raw segment; empty if it is badly encoded, empty, a dot name of the path, or separates. */
    private static Optional<String> decode(String raw) {
        ByteBuffer bytes = ByteBuffer.allocate(raw.length());
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c == '%') {
                if (i + 2 >= raw.length()) {
                    return Optional.empty();
                }
                int high = hexDigit(raw.charAt(i + 1));
                int low = hexDigit(raw.charAt(i + 2));
                if (high < 0 || low < 0) {
                    return Optional.empty();
                }
                bytes.put((byte) (high << 4 | low));
                i += 2;
            } else if (c < 0x80) {
                bytes.put((byte) c);
            } else {
                return Optional.empty();
            }
        }
        return text(bytes.flip()).filter(RouteParser::isHarmless);
    }

    /** Not {@link Character#digit}, which takes the digits of every script. */
    private static int hexDigit(char c) {
        return c < 0x80 ? Character.digit(c, 16) : -1;
    }

    private static Optional<String> text(ByteBuffer bytes) {
        try {
            return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(bytes).toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    private static boolean isHarmless(String name) {
        return !name.isEmpty()
                && !name.equals(".")
                && !name.equals("..")
                && name.indexOf('/') < 0
                && name.indexOf('\\') < 0
                && name.chars().noneMatch(Character::isISOControl);
    }
}
