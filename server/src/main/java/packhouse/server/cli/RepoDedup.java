package packhouse.server.cli;

import packhouse.protocol.admin.DedupView;
import packhouse.protocol.admin.Question;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;

/** {@code packhouse repo dedup}. */
@Command(
        name = "dedup",
        headerHeading = "Examples:%n"
                + "  packhouse repo dedup alice/laptop --path /tank/backup%n"
                + "  packhouse repo dedup / --offline --path ./data --json%n%n",
        header = "Shows what a repository holds more than once, uncompressed or for nothing, and what could be freed.",
        description = "%nEnds with 3 if something could not be read, so that the numbers may be wrong.%n")
final class RepoDedup extends RepoCommand<DedupView> {

    RepoDedup(Surroundings around) {
        super(around, Question.DEDUP, DedupView.class);
    }

    @Override
    String text(DedupView summary) {
        return new DedupScreen(summary, around().clock()).text();
    }

    @Override
    int exitCode(DedupView summary) {
        return summary.gaps().isEmpty() ? ExitCode.OK : ExitCodes.ATTENTION;
    }
}
