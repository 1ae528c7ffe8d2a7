package packhouse.storage.history;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import packhouse.protocol.FileType;

/**
 * How long files rest before they are destroyed.
 *
 * @param deleted snapshots, keys and the config; zero if nothing is kept of what clients delete
 * @param unused packs and index files: a client deletes them when no snapshot that it knows of needs them
 */
public record RestPeriods(Duration deleted, Duration unused) {

    /** What a month's holiday and a week of second thoughts need. */
    public static final RestPeriods DEFAULT = new RestPeriods(Duration.ofDays(30), Duration.ofDays(7));

    /** What others stand for, verified: nobody has to have second thoughts, but whoever listed it may be reading it. */
    public static final Duration SUPERSEDED = Duration.ofDays(1);

    /** Packs never rest longer than snapshots: without these nobody asks for them. */
    public RestPeriods {
        unused = unused.compareTo(deleted) > 0 ? deleted : unused;
    }

    /** Whether what a client deletes of this kind goes to the trash. Locks never do: they say who is at work, and only now. */
    public boolean keeps(FileType type) {
        return type != FileType.LOCKS && !of(type).isZero();
    }

    private Duration of(FileType type) {
        return needsQuiet(type) ? unused : deleted;
    }

    /** Whether somebody who was at work when the file was deleted may still count on it. */
    private static boolean needsQuiet(FileType type) {
        return type == FileType.DATA || type == FileType.INDEX;
    }

    /** With a period of zero nothing new is kept; what rests already goes by the periods of {@link #DEFAULT}. */
    private RestPeriods orDefault() {
        return new RestPeriods(deleted.isZero() ? DEFAULT.deleted : deleted, unused.isZero() ? DEFAULT.unused : unused);
    }

    /**
     * What becomes of a file, as things are.
     *
     * @param lastQuiet when the repository had last been without locks for {@link Quiet#SPAN}, if it is known to have been
     */
    public Fate fate(Resting file, Optional<Instant> lastQuiet, Instant now) {
        // What holds no blobs, an old config, is proven to be replaced by the one that is there.
        if (file.cause().isOwn() && needsQuiet(file.name().type())) {
            Instant until = file.since().plus(SUPERSEDED);
            return new Fate(now.isBefore(until) ? Fate.State.RESTS : Fate.State.WAITS_FOR_PROOF, until);
        }
        Instant until = file.since().plus(orDefault().of(file.name().type()));
        if (now.isBefore(until)) {
            return new Fate(Fate.State.RESTS, until);
        }
        // All of the quiet span has to lie behind the deletion.
        boolean quiet =
                lastQuiet.isPresent() && !lastQuiet.get().minus(Quiet.SPAN).isBefore(file.since());
        boolean waits = needsQuiet(file.name().type()) && !quiet;
        return new Fate(waits ? Fate.State.WAITS_FOR_QUIET : Fate.State.DUE, until);
    }
}
