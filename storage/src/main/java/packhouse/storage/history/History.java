package packhouse.storage.history;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import packhouse.protocol.FileName;
import packhouse.storage.disk.Disk;
import packhouse.storage.disk.Modes;
import packhouse.storage.disk.Region;
import packhouse.storage.store.SwapStore;

/**
 * What becomes of files that leave one repository: those that its clients delete, and those that the server replaces by others. They leave
 * the store at once and rest in the trash. Every method blocks. This is the face of it: deletes are made in {@link Deletions}, the server's
 * own changes in {@link Replacements}, and what the owner and the server do with the trash is {@link Caretaker}'s.
 */
public final class History implements Exchange {

    private final SwapStore store;
    private final Disk disk;
    private final Gate gate = new Gate();
    private final Vault vault;
    private final Deletions deletions;
    private final Replacements replacements;

    /** The history of what is in {@code store}; {@code talk} is told of damage and of what it cost. */
    public History(SwapStore store, Disk disk, Side side, InstantSource clock, Consumer<String> talk) {
        this.store = store;
        this.disk = disk;
        this.vault = new Vault(store, disk, side, clock, talk, gate);
        this.deletions = new Deletions(store, disk, vault, gate);
        this.replacements = new Replacements(store, disk, vault, gate, talk);
    }

    /**
     * Puts in order what a crash left. To be called before anything else is written to the store in the life of a process: what was not
     * forced then must not be built upon.
     */
    public void recover() throws IOException {
        vault.recover();
    }

    /** The same, or nothing on a disk that is too full for it. */
    void recoverIfThereIsRoom() throws IOException {
        vault.recoverIfThereIsRoom();
    }

    /** Whether there is no trash, as far as is known. */
    boolean isEmpty() {
        return vault.chest().isEmpty();
    }

    /** Works on the trash alone; empty if there is none. Deletes go on meanwhile, in a new commit. */
    <T> Optional<T> exclusively(Vault.Work<T> work) throws IOException {
        return vault.exclusively(work);
    }

    /**
     * Takes a file out of the store and keeps it; gives its length, empty if there is none. When this returns, neither a crash nor
     * anything but {@link Purge} makes it appear again or takes it away.
     */
    public OptionalLong delete(FileName name) throws IOException {
        return delete(name, false);
    }

    /**
     * The same; but if it is still needed, whoever asks for it by its name may read it, as long as this process lives and it is in the trash.
     */
    public OptionalLong delete(FileName name, boolean needed) throws IOException {
        return deletions.delete(name, needed);
    }

    /**
     * Takes locks away whose owners are gone, to the trash; gives how many there were. What holds for {@link #delete} holds for each.
     */
    public int retire(Collection<FileName> locks) throws IOException {
        return deletions.retire(locks);
    }

    @Override
    public Path staging() throws IOException {
        return vault.staging();
    }

    @Override
    public Modes modes() {
        return store.modes();
    }

    @Override
    public Outcome replace(Replacement change, Consent consent) throws IOException {
        return replacements.replace(change, consent);
    }

    /** Takes back what a commit of the server's own did, if nobody has built on it since. */
    public Outcome undo(long commit, Consent consent) throws IOException {
        return replacements.undo(commit, consent);
    }

    /**
     * Lets a file take the place of the live one of its name, or does nothing. At every instant there is one of them. The old one rests in
     * the trash.
     *
     * @throws IOException if the disk fails; then, too, it has happened or not, and the old one is not lost
     */
    public Outcome succeed(Succession change, Consent consent) throws IOException {
        return replacements.succeed(change, consent);
    }

    /** Whether a change that is under way hides this file, which still lies in its place. */
    public boolean isLeaving(FileName name) {
        return store.isLeaving(name);
    }

    /** Shows files again that lie in the trash, whoever hid them, unless there are files of their names; gives how many came back. */
    public int show(Collection<FileName> names, Cause cause) throws IOException {
        Set<FileName> wanted = Set.copyOf(names);
        return vault.exclusively(opened -> new Restore(store, disk, opened).run(opened.find(wanted), cause))
                .map(restored -> (int) restored.files())
                .orElse(0);
    }

    /** A file that the server's own commits have hidden, to be read by who listed it before; the newest of its name. */
    public Optional<Region> openHidden(FileName name) throws IOException {
        return vault.chest().isPresent() ? vault.chest().get().hidden().open(name) : Optional.empty();
    }

    /** The length of such a file in bytes. */
    public OptionalLong sizeOfHidden(FileName name) throws IOException {
        return vault.chest().isPresent() ? vault.chest().get().hidden().size(name) : OptionalLong.empty();
    }

    /** Does something to live files while no replacement is about to become real. */
    public <T> T meanwhile(Deed<T> deed) throws IOException {
        return gate.through(deed);
    }

    /** Returns once no replacement is about to become real: it has happened, or its consent is asked after this. */
    public void pass() throws IOException {
        meanwhile(() -> true);
    }

    /** Like {@link #pass()}, but false if that takes longer than {@code most}. */
    public boolean pass(Duration most) {
        return gate.pass(most);
    }
}
