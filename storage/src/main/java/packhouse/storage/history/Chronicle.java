package packhouse.storage.history;

import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import packhouse.protocol.FileType;

/** What happened, commit by commit. */
final class Chronicle implements Consumer<Entry> {

    private final Map<Long, Chapter> chapters = new TreeMap<>();
    private final Ended ended = new Ended();

    private static final class Chapter {
        final Instant began;
        final Cause cause;
        final Map<FileType, Amount> hidden = new EnumMap<>(FileType.class);
        final Map<FileType, Amount> shown = new EnumMap<>(FileType.class);
        Instant ended;

        Chapter(Commit first) {
            began = first.time();
            ended = first.time();
            cause = first.cause();
        }
    }

    @Override
    public void accept(Entry entry) {
        if (entry instanceof Commit commit) {
            write(commit);
        } else {
            ended.accept(entry).ifPresent(this::write);
        }
    }

    private void write(Commit commit) {
        Chapter chapter = chapters.computeIfAbsent(commit.number(), key -> new Chapter(commit));
        boolean same = chapter.cause == commit.cause();
        chapter.ended = same ? commit.time() : chapter.ended;
        // Found again after a crash, or after a purge that was cut off, is not hidden once more.
        if (same) {
            commit.hidden().forEach(file -> add(chapter.hidden, file.name().type(), file.size()));
            commit.shown().forEach(file -> add(chapter.shown, file.name().type(), file.size()));
        }
    }

    private static void add(Map<FileType, Amount> to, FileType type, long size) {
        to.put(type, to.getOrDefault(type, Amount.NOTHING).plus(size));
    }

    /** All of them, the newest first. */
    List<CommitSummary> summaries(Book book) {
        Map<Long, Amount> resting = new TreeMap<>();
        for (Resting file : book.files()) {
            resting.merge(
                    file.commit(),
                    new Amount(1, file.size()),
                    (a, b) -> new Amount(a.files() + b.files(), a.bytes() + b.bytes()));
        }
        return chapters.entrySet().stream()
                .sorted((a, b) -> Long.compare(b.getKey(), a.getKey()))
                .map(entry ->
                        summary(entry.getKey(), entry.getValue(), resting.getOrDefault(entry.getKey(), Amount.NOTHING)))
                .toList();
    }

    private static CommitSummary summary(long number, Chapter chapter, Amount resting) {
        return new CommitSummary(
                number, chapter.began, chapter.ended, chapter.cause, chapter.hidden, chapter.shown, resting);
    }
}
