package packhouse.protocol.admin;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import packhouse.protocol.RepoPath;
import packhouse.protocol.Sha256;

/**
 * What stands for a repository in one segment of a URL of the admin API.
 *
 * <pre>
 * id = "~"                          the repository at the root
 *    | folder [ "~" folder ]        none of which holds a "~"
 *    | "~" 16hex                    else: the beginning of the SHA-256 of the path
 * </pre>
 *
 * <p>The three forms cannot be mistaken for each other, because no folder is empty.
 */
public final class RepositoryId {

    /** 64 bits: among the 100 000 repositories of one server two are alike with a probability of 3 in 10^10. */
    private static final int HASH_BYTES = 8;

    private RepositoryId() {}

    /** The id of the repository at this path. */
    public static String of(RepoPath path) {
        String label = path.label();
        if (label.isEmpty()) {
            return "~";
        }
        return label.indexOf('~') < 0 ? label.replace('/', '~') : "~" + hash(label);
    }

    /** The path with this id if the id tells it, which ids made of a hash do not. */
    public static Optional<RepoPath> path(String id) {
        List<String> folders = id.equals("~") ? List.of() : List.of(id.split("~", -1));
        return RepoPath.of(folders);
    }

    private static String hash(String label) {
        byte[] digest = Sha256.start().digest(label.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(digest, 0, HASH_BYTES);
    }
}
