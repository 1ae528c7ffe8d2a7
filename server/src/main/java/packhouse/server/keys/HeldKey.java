package packhouse.server.keys;

import java.time.Instant;
import java.util.Optional;
import packhouse.protocol.FileId;
import packhouse.storage.format.RepositoryKey;
import packhouse.storage.repository.Unlocked;

/** A key in memory, until it is wiped. */
final class HeldKey {

    private final RepositoryKey key;
    private final FileId file;
    private final Optional<Instant> until;
    private boolean wiped;

    /**
     * Takes the key over.
     *
     * @param file it came from
     * @param until when it has to be forgotten
     */
    HeldKey(RepositoryKey key, FileId file, Optional<Instant> until) {
        this.key = key;
        this.file = file;
        this.until = until;
    }

    /** That of a repository which its password opened; it is a copy, so the repository may be closed. */
    static HeldKey of(Unlocked opened, Optional<Instant> until) {
        return new HeldKey(opened.key().copy(), opened.keyFile().orElseThrow(), until);
    }

    FileId file() {
        return file;
    }

    Optional<Instant> until() {
        return until;
    }

    boolean isOver(Instant now) {
        return until.filter(end -> !now.isBefore(end)).isPresent();
    }

    /** A copy for one piece of work, empty if it is too late; the caller wipes it. */
    synchronized Optional<RepositoryKey> copy() {
        return wiped ? Optional.empty() : Optional.of(key.copy());
    }

    synchronized void wipe() {
        wiped = true;
        key.wipe();
    }
}
