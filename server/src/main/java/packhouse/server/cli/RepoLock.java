package packhouse.server.cli;

import java.io.IOException;
import packhouse.protocol.RepoPath;
import packhouse.protocol.admin.Views;
import picocli.CommandLine.Command;

/** {@code packhouse repo lock}. */
@Command(
        name = "lock",
        headerHeading = "Examples:%n  packhouse repo lock alice/laptop --path /tank/backup%n%n",
        header = "Has the running server forget the key of a repository.",
        description = "%nA question that is being answered with it ends at once. A password that stands ready for the"
                + " server (see README.md) opens the repository again only after the next start, or 'repo unlock'.%n")
final class RepoLock extends RepositoryCommand {

    RepoLock(Surroundings around) {
        super(around);
    }

    @Override
    int run(RepoPath path) throws IOException, WrongUsage {
        return change(ResourcePath.of(path, Views.LOCK), new byte[0], path + " is sealed: the server has no key of it");
    }
}
