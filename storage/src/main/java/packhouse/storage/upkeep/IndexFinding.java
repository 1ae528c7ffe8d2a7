package packhouse.storage.upkeep;

import java.util.Optional;
import packhouse.protocol.FileId;

/** Found in index files. */
public sealed interface IndexFinding extends Finding {

    /** An index file is damaged or of another repository. */
    record Unreadable(FileId index, String why) implements IndexFinding {
        @Override
        public Severity severity() {
            return Severity.ERROR;
        }

        @Override
        public String code() {
            return "index-unreadable";
        }

        @Override
        public String sentence() {
            return "index " + index + " cannot be read: " + why;
        }

        @Override
        public Optional<String> cure() {
            return Optional.of("restic repair index");
        }
    }

    /** Index files tell different things about one pack. */
    record PackDiffers(FileId pack) implements IndexFinding {
        @Override
        public Severity severity() {
            return Severity.ERROR;
        }

        @Override
        public String code() {
            return "pack-differs-in-indexes";
        }

        @Override
        public String sentence() {
            return "pack " + pack + " has different entries in several index files";
        }

        @Override
        public Optional<String> cure() {
            return Optional.of("restic repair packs " + pack);
        }

        @Override
        public Optional<FileId> brokenPack() {
            return Optional.of(pack);
        }
    }

    /** Several index files tell the same about one pack. */
    record PackRepeated(FileId pack, int files) implements IndexFinding {
        @Override
        public Severity severity() {
            return Severity.HINT;
        }

        @Override
        public String code() {
            return "pack-in-several-indexes";
        }

        @Override
        public String sentence() {
            return "pack " + pack + " is listed in " + files + " index files";
        }

        @Override
        public Optional<String> cure() {
            return Optional.of("restic repair index");
        }
    }

    /** A pack holds blobs of both kinds, as very old clients wrote them. */
    record PackMixed(FileId pack) implements IndexFinding {
        @Override
        public Severity severity() {
            return Severity.HINT;
        }

        @Override
        public String code() {
            return "pack-mixed";
        }

        @Override
        public String sentence() {
            return "pack " + pack + " holds both tree and data blobs";
        }

        @Override
        public Optional<String> cure() {
            return Optional.of("restic prune");
        }
    }
}
