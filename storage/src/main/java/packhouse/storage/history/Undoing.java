package packhouse.storage.history;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import packhouse.protocol.FileName;
import packhouse.storage.store.Store;

/**
 * What has to come and to leave so that a commit of the server's own is taken back. Whoever replaced files that it showed, server or
 * client, counted on all of them; so nothing is taken back then, because others may need what would be hidden.
 */
final class Undoing implements Consumer<Entry> {

    private final Trash trash;
    private final Store store;
    private final long number;
    private final Ended ended = new Ended();
    private final Book book = new Book();
    private Optional<Commit> undone = Optional.empty();
    private final Set<Long> later = new HashSet<>();

    Undoing(Trash trash, Store store, long number) {
        this.trash = trash;
        this.store = store;
        this.number = number;
    }

    @Override
    public void accept(Entry entry) {
        book.accept(entry);
        Optional<Commit> commit = ended.accept(entry);
        if (commit.isPresent() && commit.get().number() == number) {
            undone = commit;
        }
        commit.or(() -> entry instanceof Commit plain ? Optional.of(plain) : Optional.empty())
                .filter(this::hidesWhatWasShown)
                .ifPresent(found -> later.add(found.number()));
    }

    private boolean hidesWhatWasShown(Commit commit) {
        Set<FileName> shown = new HashSet<>();
        undone.ifPresent(known -> known.shown().forEach(file -> shown.add(file.name())));
        return commit.hidden().stream().anyMatch(file -> shown.contains(file.name()));
    }

    /** Why it cannot be undone, empty if it can. */
    Optional<String> objection() throws IOException {
        if (undone.isEmpty()) {
            return Optional.of("commit " + number + " is none of the server's own, or too old");
        }
        for (Commit.Shown file : undone.get().shown()) {
            if (!store.size(file.name()).equals(OptionalLong.of(file.size()))) {
                return Optional.of("what commit " + number + " showed has been replaced since"
                        + (later.isEmpty()
                                ? ""
                                : ", by commit "
                                        + later.stream().max(Long::compare).get())
                        + "; undo that first");
            }
        }
        for (Commit.Hidden file : undone.get().hidden()) {
            if (!book.has(number, file.name()) && store.size(file.name()).isEmpty()) {
                return Optional.of(file.name() + ", which commit " + number + " hid, is no longer in the trash");
            }
        }
        return Optional.empty();
    }

    List<Turnover.Coming> coming() {
        List<Turnover.Coming> coming = new ArrayList<>();
        for (Commit.Hidden file : undone.orElseThrow().hidden()) {
            Path path = trash.file(number, file.name());
            coming.add(new Turnover.Coming(new Commit.Shown(file.name(), file.size(), number), path));
        }
        return coming;
    }

    List<Replacement.Old> leaving() {
        return undone.orElseThrow().shown().stream()
                .map(file -> new Replacement.Old(file.name(), file.size()))
                .toList();
    }
}
