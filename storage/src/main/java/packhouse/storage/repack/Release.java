package packhouse.storage.repack;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import packhouse.protocol.FileId;
import packhouse.storage.catalog.Catalog;
import packhouse.storage.catalog.Progress;
import packhouse.storage.catalog.StoreSource;
import packhouse.storage.catalog.TornException;
import packhouse.storage.custody.Companions;
import packhouse.storage.disk.Region;
import packhouse.storage.history.Amount;
import packhouse.storage.history.Caretaker;
import packhouse.storage.history.RestPeriods;
import packhouse.storage.history.Resting;
import packhouse.storage.history.Superseded;
import packhouse.storage.repository.Unlocked;

/**
 * Frees what the server's own commits have replaced in one repository, commit by commit, once all of this holds: it has rested
 * {@link RestPeriods#SUPERSEDED}; every session that lived when it was hidden has ended; nobody has read any of it for as long; every index
 * file there is has been read; none that a client deleted, and that may still come back out of the trash, names one of its packs; and of each
 * pack there is a {@link Proof}. A commit of which one pack has to stay, stays as a whole, so that it can be taken back: what stands for
 * the pack is damaged. But what a client has dropped since keeps only the packs that it lies in, for such a commit cannot be taken back. Used
 * by one thread.
 */
public final class Release {

    /** Bytes of hidden packs that one round proves to be free; the next comes soon. Proving reads what stands for them. */
    static final long MAX_BYTES = 4L << 30;

    /** A commit that had to stay is not looked at again before this: nearly always it has to stay then, too. */
    private static final int ROUNDS_BETWEEN = 100;

    private final Caretaker caretaker;
    private final Ended ended;
    private final Place place;
    private final InstantSource clock;
    private final Map<Long, Integer> refused = new HashMap<>();

    /** Knows who is at work. */
    @FunctionalInterface
    public interface Ended {
        /** Whether every session has ended that lived at this time. */
        boolean haveEnded(Instant time) throws IOException;
    }

    /** Of the repository that {@code caretaker} looks after. */
    public Release(Caretaker caretaker, Ended ended, Place place, InstantSource clock) {
        this.caretaker = caretaker;
        this.ended = ended;
        this.place = place;
        this.clock = clock;
    }

    /**
     * Frees what can be freed now. Cheap if nothing is due.
     *
     * @param talk is told what has to stay though its time has come, and why
     */
    public Amount run(Unlocked repository, Consumer<String> talk) throws IOException {
        List<Superseded> due = due();
        if (due.isEmpty()) {
            return Amount.NOTHING;
        }
        CatalogMaker maker = new CatalogMaker(repository, place, "release");
        try (Catalog catalog = maker.refresh(Progress.NONE)) {
            return run(repository, catalog, maker.isIndexDamaged(), due, talk);
        } catch (TornException e) {
            // Nothing of the catalog is only there; the next round has a new one.
            maker.rebuild(Progress.NONE).close();
            return Amount.NOTHING;
        }
    }

    private Amount run(
            Unlocked repository, Catalog catalog, boolean isIndexDamaged, List<Superseded> due, Consumer<String> talk)
            throws IOException {
        if (isIndexDamaged) {
            talk.accept("what a repack replaced stays in the trash, because an index file cannot be read");
            return Amount.NOTHING;
        }
        try (Proof proof = new Proof(repository, catalog)) {
            return caretaker.release(proven(due, claimed(repository), proof, talk));
        }
    }

    /** The packs that would be missing if what clients deleted came back. */
    private Set<Resting> claimed(Unlocked repository) throws IOException {
        List<Resting> trash =
                caretaker.trash().stream().map(Caretaker.Kept::file).toList();
        List<Resting> deleted =
                trash.stream().filter(file -> file.cause().isDeletion()).toList();
        Companions companions = new Companions(caretaker, trash);
        return companions.mayHave(deleted) ? companions.of(deleted, repository) : Set.of();
    }

    private List<Superseded> due() throws IOException {
        Instant limit = clock.instant().minus(RestPeriods.SUPERSEDED);
        List<Superseded> due = new ArrayList<>();
        for (Superseded commit : caretaker.superseded()) {
            boolean rested =
                    !commit.since().isAfter(limit) && !commit.lastRead().isAfter(limit);
            if (rested && isNotWaiting(commit) && ended.haveEnded(commit.since())) {
                due.add(commit);
            }
        }
        return due;
    }

    private boolean isNotWaiting(Superseded commit) {
        return refused.merge(commit.commit(), -1, Integer::sum) < 0;
    }

    private List<Resting> proven(List<Superseded> due, Set<Resting> claimed, Proof proof, Consumer<String> talk)
            throws IOException {
        List<Resting> approved = new ArrayList<>();
        long bytes = 0;
        for (Superseded commit : due) {
            if (bytes >= MAX_BYTES) {
                break;
            }
            List<Resting> free = free(commit, claimed, proof, talk);
            approved.addAll(free);
            bytes += free.stream().mapToLong(Resting::size).sum();
        }
        return approved;
    }

    /** What of a commit can go: all of it, all but the packs with what a client has dropped since, or nothing. */
    private List<Resting> free(Superseded commit, Set<Resting> claimed, Proof proof, Consumer<String> talk)
            throws IOException {
        List<Resting> free = new ArrayList<>();
        Optional<String> dropped = Optional.empty();
        for (Resting file : commit.files()) {
            Optional<Proof.Objection> objection = objection(file, claimed, proof);
            if (objection.isPresent() && !objection.get().dropped()) {
                return stays(commit, commit.files().size(), objection.get().why(), List.of(), talk);
            }
            if (objection.isEmpty()) {
                free.add(file);
            }
            dropped = dropped.or(() -> objection.map(Proof.Objection::why));
        }
        if (dropped.isPresent()) {
            return stays(commit, commit.files().size() - free.size(), dropped.get(), free, talk);
        }
        refused.remove(commit.commit());
        return free;
    }

    private List<Resting> stays(Superseded commit, int files, String why, List<Resting> free, Consumer<String> talk) {
        refused.put(commit.commit(), ROUNDS_BETWEEN);
        talk.accept(files + " files of commit " + commit.commit() + " stay in the trash: " + why);
        return free;
    }

    private Optional<Proof.Objection> objection(Resting file, Set<Resting> claimed, Proof proof) throws IOException {
        if (claimed.contains(file)) {
            return Optional.of(new Proof.Objection(
                    false,
                    "an index file that a client deleted, and that is still in the trash, names pack "
                            + file.name().digest().orElseThrow()));
        }
        return switch (file.name().type()) {
            case DATA -> objection(file, proof);
            case INDEX -> Optional.empty();
            default -> Optional.of(new Proof.Objection(false, file.name() + " is neither a pack nor an index file"));
        };
    }

    private Optional<Proof.Objection> objection(Resting pack, Proof proof) throws IOException {
        FileId id = pack.name().digest().orElseThrow();
        Optional<Region> found = caretaker.open(pack);
        if (found.isEmpty()) {
            return Optional.of(new Proof.Objection(false, pack.name() + " is not there"));
        }
        try (StoreSource file = StoreSource.of(pack.name().toString(), found.get())) {
            return proof.objection(id, file);
        }
    }
}
