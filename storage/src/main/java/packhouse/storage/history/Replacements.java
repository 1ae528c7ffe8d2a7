package packhouse.storage.history;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import packhouse.storage.disk.Disk;
import packhouse.storage.store.SwapStore;

/**
 * The server's own changes, one at a time. Each asks for consent where no client can come between, becomes real in one instant or not at
 * all, and is made by the one process that has the lease.
 */
final class Replacements {

    private static final String FOLLOWED = "another process has taken over the care of this repository";

    private final SwapStore store;
    private final Disk disk;
    private final Vault vault;
    private final Gate gate;
    private final Consumer<String> talk;

    Replacements(SwapStore store, Disk disk, Vault vault, Gate gate, Consumer<String> talk) {
        this.store = store;
        this.disk = disk;
        this.vault = vault;
        this.gate = gate;
        this.talk = talk;
    }

    /** Lets files take the place of others. */
    Outcome replace(Replacement change, Consent consent) throws IOException {
        List<Turnover.Coming> coming = change.shown().stream()
                .map(file -> new Turnover.Coming(new Commit.Shown(file.name(), file.size(), 0), file.file()))
                .toList();
        return turn(change.cause(), coming, change.hidden(), consent);
    }

    /** Takes back what such a commit did, if nobody has built on it since. */
    Outcome undo(long commit, Consent consent) throws IOException {
        return vault.inOrder(chest -> undo(chest, commit, consent))
                .orElse(new Outcome.Refused("nothing was changed here"));
    }

    private Outcome undo(Chest chest, long commit, Consent consent) throws IOException {
        Undoing undoing = new Undoing(chest.trash(), store, commit);
        chest.segments().read(undoing, line -> {});
        Optional<String> objection = undoing.objection();
        return objection.isPresent()
                ? new Outcome.Refused(objection.get())
                : turn(Cause.UNDONE, undoing.coming(), undoing.leaving(), consent);
    }

    private Outcome turn(Cause cause, List<Turnover.Coming> coming, List<Replacement.Old> leaving, Consent consent)
            throws IOException {
        return vault.change(chest -> turn(chest, cause, new Turnover(store, disk, chest, coming, leaving), consent));
    }

    @SuppressWarnings("try") // the lease and the gate are only held
    private Outcome turn(Chest chest, Cause cause, Turnover turnover, Consent consent) throws IOException {
        try (Closeable held = chest.lease().hold()) {
            Intent intent;
            try (Gate.Closed closed = gate.close()) {
                Optional<Long> fence = chest.lease().number();
                Optional<String> objection = objection(fence, consent, turnover::objection);
                if (objection.isPresent()) {
                    return new Outcome.Refused(objection.get());
                }
                // Until the end of it: whatever fails, recovery comes before anything else.
                vault.disturbed();
                intent = turnover.intend(cause, fence.orElseThrow());
                turnover.commit(intent);
            }
            aside(turnover, intent);
            return new Outcome.Done(intent.number());
        }
    }

    /** It is real already; what fails here is done later. */
    private void aside(Turnover turnover, Intent intent) {
        try {
            turnover.aside(intent);
            vault.settled();
        } catch (IOException e) {
            talk.accept("commit " + intent.number() + ": what it hid is not yet in the trash: " + e.getMessage());
        }
    }

    /** Lets a file take the place of the live one of its name. */
    Outcome succeed(Succession change, Consent consent) throws IOException {
        return vault.change(chest -> succeed(chest, new Handover(store, disk, chest, change), consent));
    }

    @SuppressWarnings("try") // the lease and the gate are only held
    private Outcome succeed(Chest chest, Handover handover, Consent consent) throws IOException {
        try (Closeable held = chest.lease().hold();
                Gate.Closed closed = gate.close()) {
            Optional<String> objection = objection(chest.lease().number(), consent, handover::objection);
            if (objection.isPresent()) {
                return new Outcome.Refused(objection.get());
            }
            vault.disturbed();
            long number = handover.run();
            vault.settled();
            return new Outcome.Done(number);
        }
    }

    /** Why it cannot be: the lease is somebody else's, or nobody consents, or things lie otherwise on the disk. */
    private static Optional<String> objection(Optional<Long> fence, Consent consent, Deed<Optional<String>> disk)
            throws IOException {
        if (fence.isEmpty()) {
            return Optional.of(FOLLOWED);
        }
        Optional<String> objection = consent.objection();
        return objection.isPresent() ? objection : disk.run();
    }
}
