package packhouse.storage.history;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import packhouse.storage.disk.Disk;
import packhouse.storage.disk.Region;
import packhouse.storage.store.SwapStore;

/** What the owner and the server do with the trash of one repository. Every method blocks. */
public final class Caretaker {

    /** Most files that one round destroys: removing so many takes seconds, not minutes, and the next round comes soon. */
    static final int MAX_FILES_OF_ROUND = 10_000;

    /** The log is read once in so long even if nothing is due: it is told of, and cut, in time. */
    private static final Duration LONGEST_NAP = Duration.ofDays(1);

    /** How long commits can be read about. Longer than any rest, so that an entry outlives its file. */
    private static final Duration MEMORY = Duration.ofDays(400);

    /** From the intent of a commit of the server's own to the moment when it is in force it takes seconds; this is ample. */
    private static final Duration LONGEST_COMMIT = Duration.ofDays(1);

    private final History history;
    private final Disk disk;
    private final SwapStore store;
    private final RestPeriods periods;
    private final InstantSource clock;
    private final Quiet quiet;
    private Instant nextRound = Instant.EPOCH;
    private Instant lastRound = Instant.EPOCH;

    /**
     * The caretaker of a repository.
     *
     * @param locks the folder of its locks
     */
    public Caretaker(
            History history, SwapStore store, Disk disk, Path locks, RestPeriods periods, InstantSource clock) {
        this.history = history;
        this.store = store;
        this.disk = disk;
        this.periods = periods;
        this.clock = clock;
        this.quiet = new Quiet(disk, locks, clock);
    }

    /** A file in the trash, and what becomes of it. */
    public record Kept(Resting file, Fate fate) {}

    /** Everything in the trash, what was deleted last first. */
    public List<Kept> trash() throws IOException {
        Instant now = clock.instant();
        return history.exclusively(chest -> files(chest).stream()
                        .map(file -> new Kept(file, periods.fate(file, quiet.last(), now)))
                        .sorted(Comparator.comparing((Kept kept) -> kept.file().since())
                                .reversed())
                        .toList())
                .orElse(List.of());
    }

    private static List<Resting> files(Chest chest) throws IOException {
        return chest.read(line -> {}).files();
    }

    /** What happened, the newest first. */
    public List<CommitSummary> commits() throws IOException {
        return history.exclusively(chest -> {
                    Chronicle chronicle = new Chronicle();
                    chest.segments().read(chronicle, line -> {});
                    return chronicle.summaries(chest.read(line -> {}));
                })
                .orElse(List.of());
    }

    /** Brings back what is wanted of the trash. */
    public Restored restore(Predicate<Resting> wanted) throws IOException {
        return history.exclusively(chest -> new Restore(store, disk, chest)
                        .run(files(chest).stream().filter(wanted).toList(), Cause.RESTORED))
                .orElse(Restored.NOTHING);
    }

    /** Destroys everything in the trash that clients deleted, whatever its rest. What was superseded stays: that goes by proof only. */
    public Amount empty() throws IOException {
        return history.exclusively(chest -> destroy(
                        chest,
                        files(chest).stream()
                                .filter(file -> !file.cause().isOwn())
                                .toList(),
                        Gone.Why.EMPTIED))
                .orElse(Amount.NOTHING);
    }

    /** What the server itself has replaced and not destroyed yet, commit by commit, the oldest first. */
    public List<Superseded> superseded() throws IOException {
        return history.exclusively(Caretaker::superseded).orElse(List.of());
    }

    /** One of them, to be closed by the caller; empty if it is gone. Other than what clients read it does not make the others stay. */
    public Optional<Region> open(Resting file) throws IOException {
        return history.exclusively(chest -> disk.open(chest.trash().file(file.commit(), file.name())))
                .flatMap(found -> found);
    }

    private static List<Superseded> superseded(Chest chest) throws IOException {
        Map<Long, List<Resting>> commits = new TreeMap<>();
        for (Resting file : files(chest)) {
            if (file.cause().isOwn()) {
                commits.computeIfAbsent(file.commit(), key -> new ArrayList<>()).add(file);
            }
        }
        return commits.entrySet().stream()
                .map(commit -> superseded(chest, commit.getKey(), commit.getValue()))
                .toList();
    }

    private static Superseded superseded(Chest chest, long commit, List<Resting> files) {
        Instant since = files.get(0).since();
        return new Superseded(commit, since, chest.hidden().lastRead(commit, since), files);
    }

    /**
     * Destroys superseded files of which somebody has proven that everything they hold is elsewhere. Those that have not rested
     * {@link RestPeriods#SUPERSEDED}, or of whose commit something was read in that time, stay all the same, and so do files of other kinds.
     */
    public Amount release(Collection<Resting> approved) throws IOException {
        Set<Resting> wanted = Set.copyOf(approved);
        return history.exclusively(chest -> {
                    Instant limit = clock.instant().minus(RestPeriods.SUPERSEDED);
                    List<Resting> due = superseded(chest).stream()
                            .filter(commit -> !commit.since().isAfter(limit)
                                    && !commit.lastRead().isAfter(limit))
                            .flatMap(commit -> commit.files().stream())
                            .filter(wanted::contains)
                            .toList();
                    new Lingering(store, chest.trash()).end(due);
                    Amount gone = destroy(chest, due, Gone.Why.RELEASED);
                    chest.hidden().become(files(chest));
                    return gone;
                })
                .orElse(Amount.NOTHING);
    }

    private Amount destroy(Chest chest, List<Resting> files, Gone.Why why) throws IOException {
        new Purge(disk, chest).destroy(files, why);
        return Amount.of(files);
    }

    /**
     * Destroys what has rested long enough, some of it if it is very much. Cheap while nothing is due. To be called now and then by one
     * thread, and only while the clock can be trusted, see {@link ClockWatch}.
     *
     * @param talk is told what was destroyed
     */
    public void round(Consumer<String> talk) throws IOException {
        if (history.isEmpty()) {
            return;
        }
        // It is this round that makes the room which recovery needs.
        history.recoverIfThereIsRoom();
        quiet.look();
        Instant now = clock.instant();
        if (store.hasLingering()) {
            history.exclusively(chest -> endLingering(chest, now.minus(RestPeriods.SUPERSEDED)));
        }
        // A clock that was put back must not keep the round from coming for as long.
        if (now.isBefore(nextRound) && !now.isBefore(lastRound)) {
            return;
        }
        Optional<Amount> destroyed = history.exclusively(chest -> round(chest, now));
        destroyed
                .filter(amount -> amount.files() > 0)
                .ifPresent(amount -> talk.accept(amount.files()
                        + " deleted files have rested long enough and are gone, " + amount.bytes() + " bytes"));
    }

    private boolean endLingering(Chest chest, Instant limit) throws IOException {
        List<Resting> old = superseded(chest).stream()
                .filter(commit -> !commit.since().isAfter(limit))
                .flatMap(commit -> commit.files().stream())
                .toList();
        new Lingering(store, chest.trash()).end(old);
        return true;
    }

    private Amount round(Chest chest, Instant now) throws IOException {
        List<Resting> all = files(chest);
        List<Resting> due = all.stream()
                .filter(file -> periods.fate(file, quiet.last(), now).state() == Fate.State.DUE)
                .limit(MAX_FILES_OF_ROUND)
                .toList();
        Amount destroyed = destroy(chest, due, Gone.Why.RESTED);
        chest.segments().dropBefore(oldest(all, now));
        lastRound = now;
        nextRound = due.size() == MAX_FILES_OF_ROUND ? now : next(all, now);
        return destroyed;
    }

    /** When the first of those left is due; those that wait for quiet are asked for again by each round. */
    private Instant next(List<Resting> all, Instant now) {
        return all.stream()
                .map(file -> periods.fate(file, quiet.last(), now))
                .filter(fate -> fate.state() != Fate.State.DUE)
                .map(Fate::until)
                .min(Comparator.naturalOrder())
                .filter(until -> until.isBefore(now.plus(LONGEST_NAP)))
                .orElse(now.plus(LONGEST_NAP));
    }

    /** Entries before this are of no use: neither does anybody read about them, nor does a file rest by their word. */
    private static Instant oldest(List<Resting> all, Instant now) {
        Instant limit = now.minus(MEMORY);
        for (Resting file : all) {
            limit = file.since().isBefore(limit) ? file.since() : limit;
        }
        // The intent of a commit of the server's own is a little older than what it hid.
        return limit.minus(LONGEST_COMMIT);
    }
}
