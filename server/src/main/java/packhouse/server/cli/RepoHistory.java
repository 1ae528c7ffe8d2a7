package packhouse.server.cli;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import packhouse.protocol.RepoPath;
import packhouse.protocol.admin.HistoryView;
import packhouse.protocol.admin.Question;
import packhouse.protocol.admin.Selection;
import picocli.CommandLine.Command;

/** {@code packhouse repo history}. */
@Command(
        name = "history",
        headerHeading = "Examples:%n"
                + "  packhouse repo history alice/laptop --path /tank/backup%n"
                + "  packhouse repo history / --json%n%n",
        header = "Shows what was deleted and what was brought back, the last first; packhouse undo takes it back.",
        description = "%nWhat a client deletes without a pause of a minute is one commit.%n")
final class RepoHistory extends TrashCommand {

    RepoHistory(Surroundings around) {
        super(around);
    }

    @Override
    int run(RepoPath path) throws IOException, WrongUsage {
        return told(ask(path, Question.HISTORY, Selection.NOTHING), HistoryView.class, this::text);
    }

    private String text(HistoryView history) {
        if (history.commits().isEmpty()) {
            return "nothing was deleted\n";
        }
        Table table = new Table("COMMIT", "TIME", "WHAT", "FILES", "SIZE", "IN THE TRASH");
        for (HistoryView.Commit commit : history.commits()) {
            boolean shows = commit.hidden().isEmpty();
            table.row(
                    Long.toString(commit.number()),
                    Words.time(commit.began(), around().clock().getZone()),
                    commit.cause(),
                    counts(shows ? commit.shown() : commit.hidden()),
                    Words.size(shows ? commit.shownBytes() : commit.hiddenBytes()),
                    shows ? "" : Words.number(commit.resting()) + ", " + Words.size(commit.restingBytes()));
        }
        return table.text("");
    }

    private static String counts(Map<String, Long> counts) {
        return new TreeMap<>(counts)
                .entrySet().stream()
                        .map(entry -> Words.number(entry.getValue()) + " " + entry.getKey())
                        .collect(Collectors.joining(", "));
    }
}
