package packhouse.storage.upkeep;

import java.util.Optional;
import packhouse.protocol.FileId;

/** Found when the stored packs are compared with the index; what lies in them is looked at by {@link ContentFinding}. */
public sealed interface PackFinding extends Finding {

    /** The pack. */
    FileId pack();

    /** A pack that an index lists is gone. */
    record Missing(FileId pack) implements PackFinding {
        @Override
        public Severity severity() {
            return Severity.ERROR;
        }

        @Override
        public String code() {
            return "pack-missing";
        }

        @Override
        public String sentence() {
            return "pack " + pack + " does not exist, but the index lists it";
        }

        @Override
        public Optional<String> cure() {
            return Optional.of(
                    "bring it back from a copy, else: restic repair index; restic repair snapshots --forget");
        }
    }

    /** A pack is longer or shorter than the index says. */
    record WrongSize(FileId pack, long actual, long expected) implements PackFinding {
        @Override
        public Severity severity() {
            return Severity.ERROR;
        }

        @Override
        public String code() {
            return "pack-size";
        }

        @Override
        public String sentence() {
            return "pack " + pack + " has " + actual + " bytes, the index expects " + expected;
        }

        @Override
        public Optional<String> cure() {
            return Optional.of("restic repair packs " + pack + "; restic repair snapshots --forget");
        }

        @Override
        public Optional<FileId> brokenPack() {
            return Optional.of(pack);
        }
    }

    /** No index lists a pack: an upload that did not end, or a prune that did not. */
    record NotIndexed(FileId pack, long size) implements PackFinding {
        @Override
        public Severity severity() {
            return Severity.HINT;
        }

        @Override
        public String code() {
            return "pack-not-indexed";
        }

        @Override
        public String sentence() {
            return "pack " + pack + " is in no index (" + size + " bytes)";
        }

        @Override
        public Optional<String> cure() {
            return Optional.of("restic prune");
        }
    }

    /** A pack that rustic will delete, unless it turns out to be needed; for restic it is in no index. */
    record Marked(FileId pack, long size) implements PackFinding {
        @Override
        public Severity severity() {
            return Severity.HINT;
        }

        @Override
        public String code() {
            return "pack-marked";
        }

        @Override
        public String sentence() {
            return "pack " + pack + " waits for rustic to delete it (" + size + " bytes)";
        }

        @Override
        public Optional<String> cure() {
            return Optional.of("rustic prune");
        }
    }
}
