package packhouse.server.admin;

import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.Optional;
import packhouse.protocol.admin.Views;

/**
 * Something about one repository in the admin API: {@code /api/v1/repos/ID/WORD}.
 *
 * @param id of the repository, decoded; whether there is such a one is another question
 * @param word what of it
 */
record RepositoryAddress(String id, String word) {

    /** The address in the path of a request, as it came; empty if it is another one. */
    static Optional<RepositoryAddress> parse(String raw) {
        String path;
        try {
            path = new QueryStringDecoder(raw).path();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        int slash = path.lastIndexOf('/');
        if (!path.startsWith(Views.REPOSITORIES) || slash < Views.REPOSITORIES.length()) {
            return Optional.empty();
        }
        return Optional.of(
                new RepositoryAddress(path.substring(Views.REPOSITORIES.length(), slash), path.substring(slash + 1)));
    }
}
