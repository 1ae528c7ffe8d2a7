package packhouse.server.cli;

import picocli.CommandLine.Command;

/**
 * {@code packhouse repo}: looks into a repository, repacks it, or gives the server its key. The running server is asked, which knows most of it already; without one the directory is
 * read.
 */
@Following({
    RepoShow.class,
    RepoDedup.class,
    RepoCheck.class,
    RepoRepack.class,
    RepoUnlock.class,
    RepoLock.class,
    RepoHistory.class,
    RepoKey.class,
    RepoUpgrade.class
})
@Command(
        name = "repo",
        headerHeading = "Examples:%n"
                + "  packhouse repo show alice/laptop --path /tank/backup%n"
                + "  packhouse repo repack alice/laptop --dry-run%n"
                + "  packhouse repo check / --offline --path ./data --password-file FILE%n%n",
        header =
                "Looks into a repository: what it is, what it holds in vain, whether it is sound; repacks it, and more.",
        description = "%nOnly repack, upgrade and key change something in a repository. Clients may go on meanwhile;"
                + " upgrade alone wants a moment when none is at work.")
public final class RepoCommands extends CommandGroup {}
