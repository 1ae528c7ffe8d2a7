package packhouse.server.cli;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import packhouse.protocol.admin.CheckView;
import packhouse.protocol.admin.FindingView;
import packhouse.protocol.admin.Inquiry;
import packhouse.protocol.admin.Question;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;

/** {@code packhouse repo check}. */
@Command(
        name = "check",
        headerHeading = "Examples:%n"
                + "  packhouse repo check alice/laptop --path /tank/backup%n"
                + "  packhouse repo check alice/laptop --read-data-subset 5%%%n%n",
        header = "Checks whether a repository is sound, as 'restic check' does, but without a lock.",
        description =
                "%nEnds with 0 if all is well, with 3 if somebody has to see to something although nothing is lost,"
                        + " with 4 if something is damaged.%n")
final class RepoCheck extends RepoCommand<CheckView> {

    @Option(names = "--read-data", description = "Read every pack as a whole, too.")
    private boolean readData;

    @Option(
            names = "--read-data-subset",
            paramLabel = "SUBSET",
            description = "Read some packs as a whole: n/t for the nth of t parts, 5%% or 10G for a random choice.")
    private @Nullable String subset;

    RepoCheck(Surroundings around) {
        super(around, Question.CHECK, CheckView.class);
    }

    @Override
    String readData() throws WrongUsage {
        if (readData && subset != null) {
            throw new WrongUsage("either --read-data or --read-data-subset");
        }
        return subset != null ? subset : readData ? Inquiry.ALL_DATA : Inquiry.NO_DATA;
    }

    @Override
    void found(FindingView finding) {
        out().println(finding.severity().toUpperCase(Locale.ROOT) + " " + Words.printable(finding.sentence()));
        finding.cure().ifPresent(cure -> out().println("      Cure: " + Words.printable(cure)));
        out().flush();
    }

    @Override
    String text(CheckView summary) {
        return new CheckScreen(summary).text();
    }

    @Override
    int exitCode(CheckView summary) {
        return summary.errors() > 0 ? ExitCodes.DAMAGE : summary.warnings() > 0 ? ExitCodes.ATTENTION : ExitCode.OK;
    }
}
