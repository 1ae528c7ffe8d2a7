package packhouse.server.cli;

import java.util.Optional;
import packhouse.protocol.admin.Message;
import packhouse.protocol.admin.Question;
import packhouse.protocol.admin.Secret;
import packhouse.protocol.admin.ShowView;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;

/** {@code packhouse repo show}. */
@Command(
        name = "show",
        headerHeading = "Examples:%n"
                + "  packhouse repo show alice/laptop --path /tank/backup%n"
                + "  packhouse repo show alice/laptop --password-file FILE --json%n%n",
        header = "Shows what a repository is: format, keys, snapshots by host and path, sizes, last backup.",
        description = "%nWithout the repository password it shows what can be seen without.%n")
final class RepoShow extends RepoCommand<ShowView> {

    RepoShow(Surroundings around) {
        super(around, Question.SHOW, ShowView.class);
    }

    @Override
    String prompt() {
        return super.prompt().replaceFirst(": $", " (none: only what shows without it): ");
    }

    @Override
    boolean isSealed(Message answer) {
        return answer instanceof ShowView view && view.contents().isEmpty();
    }

    /** Who only presses Enter has none; a repository with an empty password is opened by a file. */
    @Override
    Optional<Secret> accepted(Optional<Secret> given) {
        return given.filter(secret -> secret.bytes().length > 0);
    }

    @Override
    String text(ShowView summary) {
        return new ShowScreen(summary, around().clock()).text();
    }

    @Override
    int exitCode(ShowView summary) {
        return summary.damaged().isEmpty() ? ExitCode.OK : ExitCodes.ATTENTION;
    }
}
