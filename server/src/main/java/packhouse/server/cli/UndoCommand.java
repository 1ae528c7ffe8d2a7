package packhouse.server.cli;

import java.io.IOException;
import java.util.List;
import packhouse.protocol.RepoPath;
import packhouse.protocol.admin.Selection;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code packhouse undo}: takes a deed back by another one. */
@Command(
        name = "undo",
        headerHeading = "Examples:%n"
                + "  packhouse undo alice/laptop 12 --path /tank/backup%n"
                + "  packhouse undo / 3 --json%n%n",
        header = "Takes back what clients deleted in one go, or what the server replaced.",
        description =
                "%nWhat clients deleted comes back beside what is there, so that is always safe; a forget and the prune after it may"
                        + " have one number each. A batch of a repack is taken back as a whole, the last one first, and only while"
                        + " no client is at work. packhouse repo history shows the numbers.%n")
public final class UndoCommand extends TrashCommand {

    @Parameters(index = "1", paramLabel = "COMMIT", description = "Its number.")
    private long commit;

    UndoCommand(Surroundings around) {
        super(around);
    }

    @Override
    int run(RepoPath path) throws IOException, WrongUsage {
        if (commit <= 0) {
            throw new WrongUsage("commits have numbers from 1 on");
        }
        return restore(path, new Selection(List.of(), commit, false));
    }
}
