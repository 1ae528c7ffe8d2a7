package packhouse.server.cli;

import java.io.IOException;
import java.util.Optional;
import packhouse.protocol.RepoPath;
import packhouse.protocol.admin.EmptyView;
import packhouse.protocol.admin.Message;
import packhouse.protocol.admin.Question;
import packhouse.protocol.admin.Selection;
import packhouse.protocol.admin.TrashView;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;

/** {@code packhouse trash empty}. */
@Command(
        name = "empty",
        headerHeading = "Examples:%n"
                + "  packhouse trash empty alice/laptop --path /tank/backup%n"
                + "  packhouse trash empty alice/laptop --yes%n%n",
        header = "Destroys what clients deleted, now, whatever its rest. Frees its space; nothing brings it back.")
@SuppressWarnings("NullAway.Init")
final class TrashEmpty extends TrashCommand {

    private final Person person;

    @Option(names = "--yes", description = "Do not ask.")
    private boolean yes;

    TrashEmpty(Surroundings around) {
        this(around, Person::atTerminal);
    }

    TrashEmpty(Surroundings around, Person person) {
        super(around);
        this.person = person;
    }

    @Override
    int run(RepoPath path) throws IOException, WrongUsage {
        Message before = ask(path, Question.TRASH, Selection.NOTHING);
        if (!yes && before instanceof TrashView trash && trash.files() > 0) {
            Optional<String> answer =
                    person.answer("Destroys " + Words.count(trash.files(), "deleted file", "deleted files") + ", "
                            + Words.size(trash.bytes()) + ", for good. Type the name of the repository to go on: ");
            if (answer.isEmpty()) {
                throw new WrongUsage("nobody is there to be asked. Cure: --yes");
            }
            if (!answer.get().strip().equals(path.toString())) {
                return failed(ExitCode.SOFTWARE, "that is not " + path + ", nothing was changed");
            }
        }
        Message last = before instanceof TrashView ? ask(path, Question.EMPTY, Selection.NOTHING) : before;
        return told(last, EmptyView.class, TrashEmpty::text);
    }

    private static String text(EmptyView gone) {
        return "destroyed " + Words.count(gone.files(), "file", "files") + ", " + Words.size(gone.bytes()) + "\n";
    }
}
