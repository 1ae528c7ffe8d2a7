package packhouse.storage.upkeep;

import java.util.Optional;
import packhouse.protocol.FileId;
import packhouse.storage.format.BlobKind;

/** Found in snapshots and what they need. */
public sealed interface SnapshotFinding extends Finding {

    /** All of these are errors. */
    @Override
    default Severity severity() {
        return Severity.ERROR;
    }

    /** What restic offers: cut out what is lost. */
    @Override
    default Optional<String> cure() {
        return Optional.of("restic repair snapshots --forget");
    }

    /** A snapshot file is damaged. */
    record Unreadable(FileId snapshot, String why) implements SnapshotFinding {
        @Override
        public String code() {
            return "snapshot-unreadable";
        }

        @Override
        public String sentence() {
            return "snapshot " + snapshot + " cannot be read: " + why;
        }

        @Override
        public Optional<String> cure() {
            return Optional.of("restic forget " + snapshot);
        }
    }

    /** A tree that a snapshot needs cannot be read from any copy. */
    record TreeUnreadable(FileId tree, String why) implements SnapshotFinding {
        @Override
        public String code() {
            return "tree-unreadable";
        }

        @Override
        public String sentence() {
            return "tree " + tree + " cannot be read: " + why;
        }
    }

    /** A tree that a snapshot needs can be read, but something in it is not as it should be. */
    record TreeFlaw(FileId tree, String what) implements SnapshotFinding {
        @Override
        public String code() {
            return "tree-flaw";
        }

        @Override
        public String sentence() {
            return "tree " + tree + ": " + what;
        }
    }

    /** A snapshot needs a blob that no index lists. */
    record BlobMissing(BlobKind kind, FileId blob) implements SnapshotFinding {
        @Override
        public String code() {
            return "blob-missing";
        }

        @Override
        public String sentence() {
            return kind.word() + " blob " + blob + " is needed, but no index lists it";
        }

        @Override
        public Optional<String> cure() {
            return Optional.of(
                    "back up again what holds it, else: restic repair index; restic repair snapshots --forget");
        }
    }
}
