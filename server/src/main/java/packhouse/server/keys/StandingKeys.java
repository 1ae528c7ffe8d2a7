package packhouse.server.keys;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import packhouse.protocol.RepoPath;
import packhouse.storage.format.FormatException;
import packhouse.storage.repository.NoRepositoryException;
import packhouse.storage.repository.Unlocked;
import packhouse.storage.repository.WrongPasswordException;
import packhouse.storage.store.Store;

/** Opens repositories with the passwords that stand ready for them. */
final class StandingKeys {

    /** A password that did not open a repository is tried again after this: each try costs half a second for each of its keys. */
    static final Duration PAUSE = Duration.ofMinutes(1);

    private final StandingPasswords passwords;
    private final InstantSource clock;
    private final KeyReport report;
    private final Map<RepoPath, Failure> failures = new HashMap<>();

    /** What came of the last try. */
    private record Failure(Instant at, String why) {}

    /** A key, and where its password came from. */
    record Found(HeldKey key, String source) {}

    StandingKeys(StandingPasswords passwords, InstantSource clock, KeyReport report) {
        this.passwords = passwords;
        this.clock = clock;
        this.report = report;
    }

    /** The key if a password stands ready and opens it. */
    Optional<Found> open(RepoPath path, Store store) throws IOException {
        if (!isDue(path)) {
            return Optional.empty();
        }
        try {
            Optional<StandingPasswords.Standing> standing = passwords.of(path);
            return standing.isEmpty() ? Optional.empty() : open(path, store, standing.get());
        } catch (UnusablePasswordException e) {
            fail(path, String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private Optional<Found> open(RepoPath path, Store store, StandingPasswords.Standing standing) throws IOException {
        try (standing;
                Unlocked opened = Unlocked.open(store, standing.password().bytes())) {
            return Optional.of(new Found(HeldKey.of(opened, Optional.empty()), standing.source()));
        } catch (NoRepositoryException e) {
            return Optional.empty();
        } catch (WrongPasswordException | FormatException e) {
            fail(path, standing.source() + ": " + e.getMessage());
            return Optional.empty();
        }
    }

    private synchronized boolean isDue(RepoPath path) {
        Failure last = failures.get(path);
        return last == null || !clock.instant().isBefore(last.at().plus(PAUSE));
    }

    /** Says it once, and again only if it is something else. */
    private synchronized void fail(RepoPath path, String why) {
        Failure last = failures.get(path);
        if (last == null || !last.why().equals(why)) {
            report.refused(path, why);
        }
        if (last != null || failures.size() < KeyTable.MAX_KEYS) {
            failures.put(path, new Failure(clock.instant(), why));
        }
    }
}
