package packhouse.server.cli;

import java.net.URI;
import java.net.URISyntaxException;
import packhouse.protocol.RepoPath;
import packhouse.protocol.admin.RepositoryId;
import packhouse.protocol.admin.Views;

/** Where something about a repository is asked. */
final class ResourcePath {

    private ResourcePath() {}

    /** The path of a request, with what is not allowed there quoted. */
    static String of(RepoPath repository, String word) {
        String plain = Views.REPOSITORIES + RepositoryId.of(repository) + "/" + word;
        try {
            return new URI(null, null, plain, null).toASCIIString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException("whatever is not allowed in a path is quoted", e);
        }
    }
}
