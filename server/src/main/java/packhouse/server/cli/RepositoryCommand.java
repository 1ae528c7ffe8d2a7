package packhouse.server.cli;

import java.io.IOException;
import packhouse.protocol.RepoPath;
import picocli.CommandLine.Parameters;

/** What the commands about one repository have in common: its name. */
@SuppressWarnings("NullAway.Init")
abstract class RepositoryCommand extends AskingCommand {

    @Parameters(
            index = "0",
            paramLabel = "REPOSITORY",
            description = "Its path below the data directory, as in its URL; / for the one at the root.")
    private String repository;

    RepositoryCommand(Surroundings around) {
        super(around);
    }

    /** Asks and says what there is to say; returns the exit code. */
    abstract int run(RepoPath path) throws IOException, WrongUsage;

    @Override
    final int run() throws IOException, WrongUsage {
        return run(RepoPath.parse(repository)
                .orElseThrow(() ->
                        new WrongUsage("'" + repository + "' is no repository: write its path, as alice/laptop")));
    }

    /** As the person wrote it. */
    final String repository() {
        return repository;
    }
}
