package packhouse.storage.repository;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import packhouse.storage.disk.Modes;
import packhouse.storage.history.Consent;
import packhouse.storage.history.Exchange;
import packhouse.storage.history.Outcome;
import packhouse.storage.history.Replacement;

/**
 * Changes a repository as restic would, where people have restic write to the directory itself: nothing while the consent knows of one of
 * them; then a lock, a pause in which who came at the same time sees it, and the consent once more.
 */
public final class LockedExchange implements Exchange {

    /** As restic: long enough for the lock of somebody else to be seen, also on a network file system. */
    static final Duration PAUSE = Duration.ofMillis(200);

    private final Exchange exchange;
    private final OwnLock lock;
    private final OwnLock.Owner owner;
    private final Unlocked repository;
    private final RandomGenerator random;
    private final Consumer<Duration> pause;

    /** {@code random}: one for cryptography; {@code pause} waits. */
    public LockedExchange(
            Exchange exchange,
            OwnLock lock,
            OwnLock.Owner owner,
            Unlocked repository,
            RandomGenerator random,
            Consumer<Duration> pause) {
        this.exchange = exchange;
        this.lock = lock;
        this.owner = owner;
        this.repository = repository;
        this.random = random;
        this.pause = pause;
    }

    @Override
    public Path staging() throws IOException {
        return exchange.staging();
    }

    @Override
    public Modes modes() {
        return exchange.modes();
    }

    @Override
    @SuppressWarnings("try") // the lock is only held
    public Outcome replace(Replacement change, Consent consent) throws IOException {
        Optional<String> objection = consent.objection();
        if (objection.isPresent()) {
            return new Outcome.Refused(objection.get());
        }
        try (Closeable held = hold()) {
            return exchange.replace(change, consent);
        }
    }

    /** Makes the lock, until it is closed, and waits; for changes of other kinds, whose consent is asked after this. */
    public Closeable hold() throws IOException {
        Path made = exchange.staging().resolve("lock");
        Closeable held = lock.take(owner, repository.key(), repository.version(), made, random);
        pause.accept(PAUSE);
        return held;
    }
}
