package packhouse.server.inspect;

import java.io.IOException;
import java.time.Clock;
import java.util.Optional;
import java.util.function.BiConsumer;
import packhouse.protocol.FileId;
import packhouse.protocol.RepoPath;
import packhouse.protocol.admin.Audience;
import packhouse.protocol.admin.Inquiry;
import packhouse.protocol.admin.KeyView;
import packhouse.protocol.admin.Keying;
import packhouse.protocol.admin.KeysView;
import packhouse.protocol.admin.Message;
import packhouse.protocol.admin.Question;
import packhouse.protocol.admin.Secret;
import packhouse.protocol.admin.ShowView;
import packhouse.protocol.admin.Trouble;
import packhouse.storage.format.KeyFileWriter;
import packhouse.storage.manage.KeyCabinet;
import packhouse.storage.manage.KeyOutcome;
import packhouse.storage.repository.NoRepositoryException;
import packhouse.storage.repository.Repositories;
import packhouse.storage.repository.Repository;
import packhouse.storage.repository.Unlocked;
import packhouse.storage.store.Store;
import packhouse.storage.upkeep.Keys;
import packhouse.storage.upkeep.RepositoryFacts;

/** Tells which keys repositories have, adds and removes them; other questions go to the next one. */
public final class KeyInsight implements Insight {

    private final Repositories repositories;
    private final KeyFileWriter writer;
    private final Clock clock;
    private final BiConsumer<RepoPath, String> report;
    private final Insight next;

    /**
     * The keys of {@code repositories}.
     *
     * @param report is told of each change, for the log
     * @param next answers what is not about keys
     */
    public KeyInsight(
            Repositories repositories,
            KeyFileWriter writer,
            Clock clock,
            BiConsumer<RepoPath, String> report,
            Insight next) {
        this.repositories = repositories;
        this.writer = writer;
        this.clock = clock;
        this.report = report;
        this.next = next;
    }

    @Override
    public Message answer(RepoPath path, Inquiry inquiry, Audience audience) {
        try {
            return switch (inquiry.question()) {
                case KEYS -> list(path, inquiry.password());
                case ADD_KEY, REMOVE_KEY -> change(path, inquiry);
                default -> next.answer(path, inquiry, audience);
            };
        } catch (IOException e) {
            return Problems.of(path, e);
        }
    }

    private Store store(RepoPath path) throws IOException {
        return repositories.store(path).orElseThrow(NoRepositoryException::new);
    }

    private KeyCabinet cabinet(RepoPath path) throws IOException {
        Repository repository = repositories.find(path).orElseThrow(NoRepositoryException::new);
        return new KeyCabinet(repository, store(path), writer, clock);
    }

    private Message list(RepoPath path, Optional<Secret> password) throws IOException {
        Keys keys = cabinet(path).list();
        Optional<FileId> current = Optional.empty();
        if (password.isPresent()) {
            try (Unlocked opened = Unlocked.open(store(path), password.get().bytes())) {
                current = opened.keyFile();
            }
        }
        Optional<FileId> used = current;
        return new KeysView(
                path.toString(),
                keys.readable().stream().map(key -> view(key, used)).toList(),
                keys.damaged().stream()
                        .map(file -> new ShowView.Damaged(file.id().toString(), file.why()))
                        .toList());
    }

    private static KeysView.Key view(RepositoryFacts.Key key, Optional<FileId> current) {
        boolean used = current.filter(key.id()::equals).isPresent();
        return new KeysView.Key(key.id().toString(), key.user(), key.host(), key.created(), used);
    }

    private Message change(RepoPath path, Inquiry inquiry) throws IOException {
        if (inquiry.password().isEmpty()) {
            throw new SealedException(
                    "a change of keys needs the repository password of " + path + ", also if it is unlocked");
        }
        boolean adds = inquiry.question() == Question.ADD_KEY;
        try (Unlocked opened =
                Unlocked.open(store(path), inquiry.password().get().bytes())) {
            KeyOutcome outcome = adds
                    ? add(path, opened, inquiry.keying())
                    : cabinet(path).remove(opened, inquiry.keying().key());
            return told(path, adds ? "added" : "removed", inquiry.keying(), outcome);
        }
    }

    private KeyOutcome add(RepoPath path, Unlocked opened, Keying keying) throws IOException {
        byte[] password = keying.newPassword().map(Secret::bytes).orElse(new byte[0]);
        return cabinet(path).add(opened, password, new KeyCabinet.Maker(keying.user(), keying.host()));
    }

    private Message told(RepoPath path, String word, Keying keying, KeyOutcome outcome) {
        if (outcome instanceof KeyOutcome.Done done) {
            report.accept(path, "key " + done.key() + " " + word);
            return new KeyView(path.toString(), done.key().toString());
        }
        String list = "packhouse repo key list " + path;
        if (outcome instanceof KeyOutcome.Refused refused) {
            return Trouble.REFUSED.problem(refused.why(), list + " shows the keys");
        }
        int found = ((KeyOutcome.Unclear) outcome).found();
        return Trouble.BAD_REQUEST.problem(
                (found == 0 ? "no key" : found + " keys") + " of " + path + (found == 0 ? " begins" : " begin")
                        + " with '" + keying.key() + "'",
                list + " shows them");
    }
}
