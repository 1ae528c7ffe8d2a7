package packhouse.server.cli;

import java.io.IOException;
import java.util.List;
import packhouse.protocol.RepoPath;
import packhouse.protocol.admin.Selection;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code packhouse trash restore}. */
@Command(
        name = "restore",
        headerHeading = "Examples:%n"
                + "  packhouse trash restore alice/laptop --all%n"
                + "  packhouse trash restore alice/laptop 4f2a91c0 config%n%n",
        header = "Brings back what clients deleted. Only adds, so it is always safe, also while clients are at work.",
        description =
                "%nA snapshot needs the packs and index files that were deleted with it: --all brings back everything.%n")
final class TrashRestore extends TrashCommand {

    @Parameters(
            index = "1..*",
            paramLabel = "ID",
            description = "Beginnings of ids, four digits or more; config for the config.")
    private List<String> ids = List.of();

    @Option(names = "--all", description = "Bring back everything.")
    private boolean all;

    @Option(
            names = "--commit",
            paramLabel = "NUMBER",
            description = "Bring back what was deleted in one go, see packhouse repo history.")
    private long commit;

    TrashRestore(Surroundings around) {
        super(around);
    }

    @Override
    int run(RepoPath path) throws IOException, WrongUsage {
        Selection selection = new Selection(ids, commit, all);
        if (selection.isNothing()) {
            throw new WrongUsage("restore what? Write ids, --commit NUMBER or --all");
        }
        if (ids.size() > Selection.MAX_IDS) {
            throw new WrongUsage("more than " + Selection.MAX_IDS + " ids: use --commit NUMBER or --all");
        }
        return restore(path, selection);
    }
}
