package packhouse.server.inspect;

import java.io.Closeable;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import packhouse.protocol.FileId;
import packhouse.protocol.FileName;
import packhouse.protocol.FileType;
import packhouse.protocol.RepoPath;
import packhouse.protocol.admin.Audience;
import packhouse.protocol.admin.EmptyView;
import packhouse.protocol.admin.Inquiry;
import packhouse.protocol.admin.Message;
import packhouse.protocol.admin.RestoreView;
import packhouse.protocol.admin.Selection;
import packhouse.protocol.admin.Trouble;
import packhouse.server.keys.Lease;
import packhouse.server.keys.Leases;
import packhouse.storage.custody.Companions;
import packhouse.storage.history.Amount;
import packhouse.storage.history.Caretaker;
import packhouse.storage.history.Cause;
import packhouse.storage.history.CommitSummary;
import packhouse.storage.history.History;
import packhouse.storage.history.Outcome;
import packhouse.storage.history.Resting;
import packhouse.storage.history.Restored;
import packhouse.storage.repository.Repositories;
import packhouse.storage.repository.Repository;
import packhouse.storage.store.FileList;

/** Looks into the trash of repositories and does with it what the owner says; other questions go to the next one. */
public final class TrashInsight implements Insight {

    /** Fewer digits would mean a file by accident. */
    private static final int MIN_PREFIX = 4;

    private final Repositories repositories;
    private final Leases keys;
    private final Guard guard;
    private final Insight next;

    /** {@code next} answers what is not about the trash. */
    public TrashInsight(Repositories repositories, Leases keys, Guard guard, Insight next) {
        this.repositories = repositories;
        this.keys = keys;
        this.guard = guard;
        this.next = next;
    }

    @Override
    public Message answer(RepoPath path, Inquiry inquiry, Audience audience) {
        try {
            return switch (inquiry.question()) {
                case TRASH -> TrashViews.trash(path, caretaker(path).trash());
                case HISTORY -> TrashViews.history(path, caretaker(path).commits());
                case RESTORE ->
                    isOwn(path, inquiry.selection().commit())
                            ? undo(path, inquiry.selection().commit())
                            : restore(path, caretaker(path), inquiry.selection());
                case EMPTY -> emptied(path, caretaker(path).empty());
                default -> next.answer(path, inquiry, audience);
            };
        } catch (IOException e) {
            return Problems.of(path, e);
        }
    }

    private Caretaker caretaker(RepoPath path) throws IOException {
        // Also of a repository whose last file was deleted: then the trash is all there is of it.
        return repositories
                .get(path)
                .flatMap(repository -> repository.caretaker())
                .orElseThrow(() -> new IOException(path + ": nothing is kept here of what is deleted"));
    }

    /** Whether the server itself did it, so that it is taken back as a whole. */
    private boolean isOwn(RepoPath path, long commit) throws IOException {
        return commit != 0
                && caretaker(path).commits().stream()
                        .anyMatch(one -> one.number() == commit && one.cause().isOwn());
    }

    private Message undo(RepoPath path, long commit) throws IOException {
        boolean upgrade = caretaker(path).commits().stream()
                .anyMatch(one -> one.number() == commit && one.cause() == Cause.UPGRADED);
        if (upgrade) {
            return Trouble.REFUSED.problem(
                    "commit " + commit + " upgraded the format of " + path
                            + ", which is not taken back: what clients have"
                            + " written since could not be read any more",
                    "leave it so: all that was there before is valid in the new format");
        }
        Repository repository = repositories.get(path).orElseThrow(() -> new IOException(path + ": is gone"));
        History history = repository.history().orElseThrow(() -> new IOException(path + ": has no history here"));
        Outcome outcome = undo(history, repository, commit);
        if (outcome instanceof Outcome.Refused refused) {
            return Trouble.BAD_REQUEST.problem(
                    path + ": commit " + commit + " was not undone: " + refused.why(),
                    "packhouse repo history " + path + " shows what happened since");
        }
        long done = ((Outcome.Done) outcome).commit();
        CommitSummary summary = caretaker(path).commits().stream()
                .filter(one -> one.number() == done)
                .findFirst()
                .orElseThrow(() -> new IOException(path + ": commit " + done + " is not in its log"));
        long files = summary.shown().values().stream().mapToLong(Amount::files).sum();
        long bytes = summary.shown().values().stream().mapToLong(Amount::bytes).sum();
        return new RestoreView(path.toString(), done, files, bytes, 0, 0);
    }

    @SuppressWarnings("try") // the guard is only held
    private Outcome undo(History history, Repository repository, long commit) throws IOException {
        Optional<String> objection = atWork(repository);
        if (objection.isPresent()) {
            return new Outcome.Refused(objection.get());
        }
        try (Closeable held = guard.hold(repository.path(), Optional.empty())) {
            return history.undo(commit, () -> atWork(repository));
        }
    }

    /** A prune that is under way may be about to name packs that an undo would hide; whose a lock is, nobody here knows. */
    private static Optional<String> atWork(Repository repository) throws IOException {
        int locks = repository.list(FileType.LOCKS).map(FileList::count).orElse(0);
        return locks == 0 ? Optional.empty() : Optional.of("clients are at work, there are " + locks + " locks");
    }

    private static Message emptied(RepoPath path, Amount gone) {
        return new EmptyView(path.toString(), gone.files(), gone.bytes());
    }

    private Message restore(RepoPath path, Caretaker caretaker, Selection selection) throws IOException {
        Set<FileName> named = new HashSet<>();
        List<Resting> trash =
                caretaker.trash().stream().map(Caretaker.Kept::file).toList();
        for (String id : selection.ids()) {
            Set<FileName> found = find(trash, id);
            if (found.size() != 1) {
                return unclear(path, id, found.size());
            }
            named.addAll(found);
        }
        if (selection.commit() != 0 && trash.stream().noneMatch(file -> file.commit() == selection.commit())) {
            return Trouble.BAD_REQUEST.problem(
                    "nothing that commit " + selection.commit() + " deleted is in the trash of " + path,
                    "packhouse repo history " + path + " shows what is left of each");
        }
        Set<Resting> wanted = trash.stream()
                .filter(file -> (selection.all() && file.cause().isDeletion())
                        || file.commit() == selection.commit()
                        || named.contains(file.name()))
                .collect(Collectors.toSet());
        return bringBack(path, caretaker, trash, wanted);
    }

    /** With the packs that a repack has replaced since and that index files among these name. */
    private Message bringBack(RepoPath path, Caretaker caretaker, List<Resting> trash, Set<Resting> wanted)
            throws IOException {
        Set<Resting> all = new HashSet<>(wanted);
        Companions companions = new Companions(caretaker, trash);
        if (companions.mayHave(wanted)) {
            Optional<Lease> lease = keys.take(path);
            if (lease.isEmpty()) {
                return Trouble.SEALED.problem(
                        path + " is sealed, and index files that would come back may name packs which a repack has"
                                + " replaced since",
                        "packhouse repo unlock " + path);
            }
            try (Lease held = lease.get()) {
                all.addAll(companions.of(wanted, held.repository()));
            }
        }
        Restored restored = caretaker.restore(all::contains);
        return new RestoreView(
                path.toString(),
                restored.commit(),
                restored.files(),
                restored.bytes(),
                restored.present(),
                restored.missing());
    }

    private static Set<FileName> find(List<Resting> trash, String id) {
        Set<FileName> found = new HashSet<>();
        for (Resting file : trash) {
            Optional<FileId> digest = file.name().digest();
            boolean meant = digest.isEmpty()
                    ? id.equals("config")
                    : id.length() >= MIN_PREFIX && digest.get().toString().startsWith(id);
            if (meant) {
                found.add(file.name());
            }
        }
        return found;
    }

    private static Message unclear(RepoPath path, String id, int found) {
        String many = found == 0 ? "no file in the trash of " : found + " files in the trash of ";
        return Trouble.BAD_REQUEST.problem(
                many + path + (found == 1 ? " begins" : " begin") + " with '" + id + "'",
                "packhouse trash list " + path + " shows them; at least " + MIN_PREFIX + " digits are needed");
    }
}
