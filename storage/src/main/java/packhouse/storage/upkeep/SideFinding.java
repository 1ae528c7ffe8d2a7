package packhouse.storage.upkeep;

import java.util.Optional;
import packhouse.protocol.FileId;

/** Found in files that no backup is made of: locks and keys. {@code restic check} says nothing about them. */
public sealed interface SideFinding extends Finding {

    /** Nothing is lost by any of these. */
    @Override
    default Severity severity() {
        return Severity.WARNING;
    }

    /** A lock whose owner has not refreshed it for so long that it must be dead; it blocks clients for ever. */
    record StaleLock(FileId lock, boolean exclusive, String owner, String age) implements SideFinding {
        @Override
        public String code() {
            return "lock-stale";
        }

        @Override
        public String sentence() {
            return (exclusive ? "exclusive lock " : "lock ") + lock + " of " + owner + " is " + age + " old and blocks "
                    + (exclusive ? "everybody" : "prune, forget and check");
        }

        @Override
        public Optional<String> cure() {
            return Optional.of("restic unlock");
        }
    }

    /** A lock file is damaged: clients since 0.17 wait for 35 s and give up. */
    record LockUnreadable(FileId lock, String why) implements SideFinding {
        @Override
        public String code() {
            return "lock-unreadable";
        }

        @Override
        public String sentence() {
            return "lock " + lock + " cannot be read: " + why;
        }

        @Override
        public Optional<String> cure() {
            return Optional.of("restic unlock --remove-all, while no client is at work");
        }
    }

    /** A key file is damaged: its password opens nothing. */
    record KeyUnreadable(FileId key, String why) implements SideFinding {
        @Override
        public String code() {
            return "key-unreadable";
        }

        @Override
        public String sentence() {
            return "key " + key + " cannot be read: " + why;
        }

        @Override
        public Optional<String> cure() {
            return Optional.of("restic key add with another password, then restic key remove " + key);
        }
    }
}
