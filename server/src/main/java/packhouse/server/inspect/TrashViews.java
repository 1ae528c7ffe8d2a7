package packhouse.server.inspect;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import packhouse.protocol.FileId;
import packhouse.protocol.FileType;
import packhouse.protocol.RepoPath;
import packhouse.protocol.admin.HistoryView;
import packhouse.protocol.admin.TrashView;
import packhouse.storage.history.Amount;
import packhouse.storage.history.Caretaker;
import packhouse.storage.history.CommitSummary;
import packhouse.storage.history.Resting;

/** The trash and its history in the words of the API. */
final class TrashViews {

    private TrashViews() {}

    static TrashView trash(RepoPath path, List<Caretaker.Kept> kept) {
        long bytes = kept.stream().mapToLong(one -> one.file().size()).sum();
        List<TrashView.File> list =
                kept.stream().limit(TrashView.MAX_FILES).map(TrashViews::file).toList();
        return new TrashView(path.toString(), kept.size(), bytes, list);
    }

    private static TrashView.File file(Caretaker.Kept kept) {
        Resting file = kept.file();
        String state = switch (kept.fate().state()) {
            case RESTS -> "resting";
            case WAITS_FOR_QUIET -> "waiting";
            case WAITS_FOR_PROOF -> "superseded";
            case DUE -> "due";
        };
        return new TrashView.File(
                file.name().type().folder(),
                file.name().digest().map(FileId::toString).orElse(""),
                file.size(),
                file.since(),
                file.commit(),
                file.cause().toString(),
                state,
                kept.fate().until());
    }

    static HistoryView history(RepoPath path, List<CommitSummary> commits) {
        return new HistoryView(
                path.toString(),
                commits.stream()
                        .limit(HistoryView.MAX_COMMITS)
                        .map(TrashViews::commit)
                        .toList());
    }

    private static HistoryView.Commit commit(CommitSummary commit) {
        return new HistoryView.Commit(
                commit.number(),
                commit.began(),
                commit.ended(),
                commit.cause().toString(),
                counts(commit.hidden()),
                bytes(commit.hidden()),
                counts(commit.shown()),
                bytes(commit.shown()),
                commit.resting().files(),
                commit.resting().bytes());
    }

    private static Map<String, Long> counts(Map<FileType, Amount> amounts) {
        Map<String, Long> counts = new TreeMap<>();
        amounts.forEach((type, amount) -> counts.put(type.folder(), amount.files()));
        return counts;
    }

    private static long bytes(Map<FileType, Amount> amounts) {
        return amounts.values().stream().mapToLong(Amount::bytes).sum();
    }
}
