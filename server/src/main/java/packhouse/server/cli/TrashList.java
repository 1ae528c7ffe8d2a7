package packhouse.server.cli;

import java.io.IOException;
import packhouse.protocol.RepoPath;
import packhouse.protocol.admin.Question;
import packhouse.protocol.admin.Selection;
import packhouse.protocol.admin.TrashView;
import picocli.CommandLine.Command;

/** {@code packhouse trash list}. */
@Command(
        name = "list",
        headerHeading = "Examples:%n"
                + "  packhouse trash list alice/laptop --path /tank/backup%n"
                + "  packhouse trash list / --json%n%n",
        header = "Lists what clients deleted, the last first: kind, id, size, when, and until when it can be had back.")
final class TrashList extends TrashCommand {

    TrashList(Surroundings around) {
        super(around);
    }

    @Override
    int run(RepoPath path) throws IOException, WrongUsage {
        return told(ask(path, Question.TRASH, Selection.NOTHING), TrashView.class, this::text);
    }

    private String text(TrashView trash) {
        Table table = new Table("COMMIT", "KIND", "ID", "SIZE", "DELETED", "RESTS UNTIL");
        for (TrashView.File file : trash.list()) {
            table.row(
                    Long.toString(file.commit()),
                    file.type(),
                    Words.id(file.id()),
                    Words.size(file.bytes()),
                    Words.time(file.deletedAt(), around().clock().getZone()),
                    until(file));
        }
        String sum = Words.count(trash.files(), "file", "files") + ", " + Words.size(trash.bytes())
                + (trash.files() > trash.list().size()
                        ? "; the first " + trash.list().size() + " are shown"
                        : "");
        return (table.isEmpty() ? "" : table.text("")) + sum + "\n";
    }

    private String until(TrashView.File file) {
        return switch (file.state()) {
            case "resting" -> Words.time(file.restsUntil(), around().clock().getZone());
            case "waiting" -> "half an hour without locks";
            case "superseded" -> "proof that it is not needed";
            default -> "the next round";
        };
    }
}
