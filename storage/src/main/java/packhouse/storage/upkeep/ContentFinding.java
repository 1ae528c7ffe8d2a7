package packhouse.storage.upkeep;

import java.util.Optional;
import packhouse.protocol.FileId;
import packhouse.storage.format.BlobKind;

/** Found by reading a pack as a whole, twice. */
public sealed interface ContentFinding extends Finding {

    /** The pack. */
    FileId pack();

    /** All of these are errors. */
    @Override
    default Severity severity() {
        return Severity.ERROR;
    }

    /** What restic offers: save the blobs that can be read, cut out the others. */
    @Override
    default Optional<String> cure() {
        return Optional.of("restic repair packs " + pack() + "; restic repair snapshots --forget");
    }

    @Override
    default Optional<FileId> brokenPack() {
        return Optional.of(pack());
    }

    /** The bytes of a pack are not those that were uploaded. */
    record WrongHash(FileId pack, FileId actual) implements ContentFinding {
        @Override
        public String code() {
            return "pack-hash";
        }

        @Override
        public String sentence() {
            return "pack " + pack + " is damaged: its content hashes to " + actual;
        }
    }

    /** What a pack says about itself is damaged. */
    record HeaderUnreadable(FileId pack, String why) implements ContentFinding {
        @Override
        public String code() {
            return "pack-header";
        }

        @Override
        public String sentence() {
            return "pack " + pack + " has a damaged header: " + why;
        }
    }

    /** A pack and the index tell different things about what it holds. */
    record HeaderDiffers(FileId pack, String what) implements ContentFinding {
        @Override
        public String code() {
            return "pack-header-differs";
        }

        @Override
        public String sentence() {
            return "pack " + pack + " does not hold what the index says: " + what;
        }
    }

    /** A blob in a pack cannot be opened, or opens to something else. {@code why} goes on where the blob was named. */
    record BlobDamaged(FileId pack, BlobKind kind, FileId blob, String why) implements ContentFinding {
        @Override
        public String code() {
            return "blob-damaged";
        }

        @Override
        public String sentence() {
            return kind.word() + " blob " + blob + " in pack " + pack + " " + why;
        }
    }

    /** So many blobs of a pack are damaged that only the first are named. */
    record MoreBlobsDamaged(FileId pack, long count) implements ContentFinding {
        @Override
        public String code() {
            return "blobs-damaged";
        }

        @Override
        public String sentence() {
            return count + " more blobs in pack " + pack + " are damaged";
        }
    }

    /** The disk does not give a pack. */
    record Unreadable(FileId pack, String why) implements ContentFinding {
        @Override
        public String code() {
            return "pack-unreadable";
        }

        @Override
        public String sentence() {
            return "pack " + pack + " cannot be read: " + why;
        }

        @Override
        public Optional<String> cure() {
            return Optional.empty();
        }

        @Override
        public Optional<FileId> brokenPack() {
            return Optional.empty();
        }
    }
}
