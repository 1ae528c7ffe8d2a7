package packhouse.server.jobs;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import packhouse.protocol.FileId;
import packhouse.protocol.FileType;
import packhouse.storage.custody.Custody;
import packhouse.storage.repack.Presence;
import packhouse.storage.repository.Unlocked;
import packhouse.storage.session.Session;
import packhouse.storage.session.Sessions;

/** Who else works in a repository, by its sessions as they are now. */
public final class SessionPresence implements Presence {

    private final Sessions sessions;
    private final Optional<Custody> custody;
    private final Unlocked repository;
    private final boolean writers;
    private final InstantSource clock;

    /**
     * The presence of those who have these sessions.
     *
     * @param custody is told of index files that are about to come; none where no client deletes anything through this process
     * @param repository gives the key to read locks with
     * @param writers whether people may have restic write to the directory itself
     */
    public SessionPresence(
            Sessions sessions, Optional<Custody> custody, Unlocked repository, boolean writers, InstantSource clock) {
        this.sessions = sessions;
        this.custody = custody;
        this.repository = repository;
        this.writers = writers;
        this.clock = clock;
    }

    private void look() throws IOException {
        sessions.look(Optional.of(new Sessions.Key(repository.key(), repository.version())));
    }

    /** Without a lock nobody is at work, also where it is not written down who was before this process. */
    @Override
    public Optional<Instant> oldest() throws IOException {
        look();
        return areThereLocks() ? sessions.oldest() : Optional.empty();
    }

    private boolean areThereLocks() throws IOException {
        return repository
                .store()
                .list(FileType.LOCKS)
                .filter(list -> list.parts().stream().anyMatch(part -> part.count() > 0))
                .isPresent();
    }

    @Override
    public Optional<String> objection() throws IOException {
        look();
        Optional<String> exclusive =
                sessions.exclusive().map(session -> "a client holds an exclusive lock: " + words(session));
        return exclusive.isPresent() || !writers
                ? exclusive
                : sessions.foreign().map(session -> "somebody works in the directory itself: " + words(session));
    }

    @Override
    public void expect(FileId index, List<FileId> packs) {
        custody.ifPresent(one -> one.expect(index, packs));
    }

    @Override
    public void decided(FileId index, boolean shown) {
        custody.ifPresent(one -> one.decided(index, shown));
    }

    /** Who it is, and how long it is waited for at most. */
    private String words(Session session) {
        long rest = Math.max(1, Sessions.EXCLUSIVE.minus(session.silent()).toMinutes());
        return session.words(clock.instant()) + "; unless it is renewed it counts for " + rest + " min more";
    }
}
