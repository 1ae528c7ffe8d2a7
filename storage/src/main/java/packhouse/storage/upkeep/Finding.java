package packhouse.storage.upkeep;

import java.util.Optional;
import packhouse.protocol.FileId;

/**
 * One thing that a check found. Each kind is a record of its own; {@link #code} names it for programs and never changes, the
 * sentence is for people and may.
 *
 * <p>Source: the messages of {@code restic check} 0.19.
 */
public sealed interface Finding permits IndexFinding, PackFinding, ContentFinding, SnapshotFinding, SideFinding {

    /** How bad it is. */
    enum Severity {
        /** Data is lost or damaged, or may be. */
        ERROR,
        /** Nothing is lost, but somebody has to act. */
        WARNING,
        /** Harmless, could be tidier. */
        HINT
    }

    /** How bad it is. */
    Severity severity();

    /** The kind, in words joined by hyphens. */
    String code();

    /** What was found, naming the file. */
    String sentence();

    /** What cures it, empty if nothing known does. */
    default Optional<String> cure() {
        return Optional.empty();
    }

    /** The pack that {@code restic repair packs} should be given, empty if it is not about one. */
    default Optional<FileId> brokenPack() {
        return Optional.empty();
    }
}
