package packhouse.storage.history;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import packhouse.protocol.FileName;
import packhouse.storage.disk.Disk;
import packhouse.storage.disk.Modes;
import packhouse.storage.disk.NoSpaceException;
import packhouse.storage.disk.Region;
import packhouse.storage.store.SwapStore;

/**
 * What becomes of files that leave one repository: those that its clients delete, and those that the server replaces by others. They leave
 * the store at once and rest in the trash. Every method blocks; deletes run side by side. What the owner and the server do with the trash
 * is {@link Caretaker}'s.
 */
public final class History implements Exchange {

    /** How often a file may be deleted, uploaded and deleted again while one delete is at it; more is somebody's bug. */
    private static final int MAX_RACES = 8;

    private static final String FOLLOWED = "another process has taken over the care of this repository";

    private final SwapStore store;
    private final Disk disk;
    private final Side side;
    private final InstantSource clock;
    private final Consumer<String> talk;
    /**
     * Deletes, and answers to uploads, hold the first lock; the second one is held where a commit ends, where the log is put in order, and by a
     * replacement until it is real. A thread may wait for it while it holds this object's monitor, never the other way round.
     */
    private final ReadWriteLock gate = new ReentrantReadWriteLock();

    private volatile Optional<Chest> chest = Optional.empty();
    private volatile boolean disorder = true;

    /** Something to do with the trash while nobody else does. */
    @FunctionalInterface
    interface Work<T> {
        T on(Chest chest) throws IOException;
    }

    /** Something to do with live files. */
    @FunctionalInterface
    public interface Deed<T> {
        /** Does it. */
        T run() throws IOException;
    }

    /** The history of what is in {@code store}; {@code talk} is told of damage and of what it cost. */
    public History(SwapStore store, Disk disk, Side side, InstantSource clock, Consumer<String> talk) {
        this.store = store;
        this.disk = disk;
        this.side = side;
        this.clock = clock;
        this.talk = talk;
    }

    /**
     * Puts in order what a crash left. To be called before anything else is written to the store in the life of a process: what was not
     * forced then must not be built upon.
     */
    public synchronized void recover() throws IOException {
        if (chest.isEmpty() && side.find().isPresent()) {
            make();
        }
        if (chest.isPresent() && disorder) {
            recover(chest.get());
        }
    }

    /** Whether there is no trash, as far as is known. */
    boolean isEmpty() {
        return chest.isEmpty();
    }

    private void recover(Chest opened) throws IOException {
        gate.writeLock().lock();
        try {
            new Recovery(store, disk, opened, talk).run();
            disorder = false;
        } finally {
            gate.writeLock().unlock();
        }
    }

    private synchronized Chest make() throws IOException {
        if (chest.isEmpty()) {
            Chest opened = Chest.open(disk, side.make(), clock);
            opened.staging().clear();
            chest = Optional.of(opened);
            recover(opened);
        }
        return chest.get();
    }

    /** Works on the trash alone; empty if there is none. Deletes go on meanwhile, in a new commit. */
    synchronized <T> Optional<T> exclusively(Work<T> work) throws IOException {
        try {
            recover();
        } catch (NoSpaceException e) {
            // What makes room must be possible all the same. The log is read as it is, and recovery comes once there is
            // some.
            talk.accept("what was cut off cannot be ended yet: " + e.getMessage());
        }
        if (chest.isEmpty()) {
            return Optional.empty();
        }
        end(chest.get().commit());
        try {
            return Optional.of(work.on(chest.get()));
        } catch (IOException | RuntimeException e) {
            disorder = true;
            throw e;
        }
    }

    private void end(OpenCommit commit) {
        gate.writeLock().lock();
        try {
            commit.close();
        } finally {
            gate.writeLock().unlock();
        }
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
        if (chest.isEmpty() && store.size(name).isEmpty()) {
            // No trash is made for what is not there; but it may have been removed a moment ago and not yet forced.
            store.forceFolder(name);
            return OptionalLong.empty();
        }
        Chest opened = chest.isPresent() ? chest.get() : make();
        boolean over = opened.commit().isOver();
        for (int race = 0; race < MAX_RACES; race++) {
            if (over) {
                end(opened.commit());
            }
            gate.readLock().lock();
            try {
                return hide(opened, name, needed);
            } catch (OpenCommit.Taken e) {
                // The next commit has room for it.
                over = true;
            } finally {
                gate.readLock().unlock();
            }
        }
        throw new IOException(name + ": appears and vanishes while it is being deleted");
    }

    private OptionalLong hide(Chest opened, FileName name, boolean needed) throws IOException {
        long[] commit = new long[1];
        OptionalLong size = store.moveAside(name, () -> {
            OpenCommit.Place place = opened.commit().place(name);
            commit[0] = place.number();
            if (needed) {
                opened.hidden().keep(place.number(), name);
            }
            return place.path();
        });
        if (size.isPresent()) {
            // Not the number that is the highest by now: something else may have begun a commit meanwhile.
            long number = commit[0];
            Commit.Hidden hidden = new Commit.Hidden(name, size.getAsLong());
            try {
                opened.log()
                        .append(new Commit(
                                number, opened.clock().instant(), Cause.DELETED, List.of(), List.of(hidden)));
                // Where it is first, then where it was: the other way round a power cut could take it from both.
                disk.forceDirectory(opened.trash().folder(number, name.type()));
            } catch (IOException | RuntimeException e) {
                disorder = true;
                throw e;
            }
        }
        store.forceFolder(name);
        return size;
    }

    /**
     * Takes locks away whose owners are gone, to the trash; gives how many there were. What holds for {@link #delete} holds for each.
     */
    public int retire(Collection<FileName> locks) throws IOException {
        make();
        return exclusively(opened -> new Retirement(store, disk, opened).run(locks))
                .orElse(0);
    }

    @Override
    public synchronized Path staging() throws IOException {
        return make().staging().fresh();
    }

    @Override
    public Modes modes() {
        return store.modes();
    }

    @Override
    public Outcome replace(Replacement change, Consent consent) throws IOException {
        List<Turnover.Coming> coming = change.shown().stream()
                .map(file -> new Turnover.Coming(new Commit.Shown(file.name(), file.size(), 0), file.file()))
                .toList();
        return turn(change.cause(), coming, change.hidden(), consent);
    }

    /** Takes back what a commit of the server's own did, if nobody has built on it since. */
    public synchronized Outcome undo(long commit, Consent consent) throws IOException {
        recover();
        if (chest.isEmpty()) {
            return new Outcome.Refused("nothing was changed here");
        }
        Undoing undoing = new Undoing(chest.get().trash(), store, commit);
        chest.get().segments().read(undoing, line -> {});
        Optional<String> objection = undoing.objection();
        return objection.isPresent()
                ? new Outcome.Refused(objection.get())
                : turn(Cause.UNDONE, undoing.coming(), undoing.leaving(), consent);
    }

    /**
     * Lets a file take the place of the live one of its name, or does nothing. At every instant there is one of them. The old one rests in
     * the trash.
     *
     * @throws IOException if the disk fails; then, too, it has happened or not, and the old one is not lost
     */
    public synchronized Outcome succeed(Succession change, Consent consent) throws IOException {
        Chest opened = make();
        recover();
        try {
            return succeed(opened, new Handover(store, disk, opened, change), consent);
        } catch (IOException | RuntimeException e) {
            putRight(e);
            throw e;
        }
    }

    @SuppressWarnings("try") // the lease is only held
    private Outcome succeed(Chest opened, Handover handover, Consent consent) throws IOException {
        try (Closeable held = opened.lease().hold()) {
            gate.writeLock().lock();
            try {
                return succeedAlone(opened, handover, consent);
            } finally {
                gate.writeLock().unlock();
            }
        }
    }

    private Outcome succeedAlone(Chest opened, Handover handover, Consent consent) throws IOException {
        Optional<String> objection = opened.lease().number().isEmpty() ? Optional.of(FOLLOWED) : consent.objection();
        objection = objection.isPresent() ? objection : handover.objection();
        if (objection.isPresent()) {
            return new Outcome.Refused(objection.get());
        }
        disorder = true;
        long number = handover.run();
        disorder = false;
        return new Outcome.Done(number);
    }

    private synchronized Outcome turn(
            Cause cause, List<Turnover.Coming> coming, List<Replacement.Old> leaving, Consent consent)
            throws IOException {
        Chest opened = make();
        recover();
        try {
            return turn(opened, cause, new Turnover(store, disk, opened, coming, leaving), consent);
        } catch (IOException | RuntimeException e) {
            putRight(e);
            throw e;
        }
    }

    private void putRight(Exception why) {
        try {
            recover();
        } catch (IOException e) {
            // Tried again before the next thing that is done here.
            why.addSuppressed(e);
        }
    }

    @SuppressWarnings("try") // the lease is only held
    private Outcome turn(Chest opened, Cause cause, Turnover turnover, Consent consent) throws IOException {
        try (Closeable held = opened.lease().hold()) {
            Intent intent;
            gate.writeLock().lock();
            try {
                Optional<Long> fence = opened.lease().number();
                Optional<String> objection = objection(fence.isPresent(), turnover, consent);
                if (objection.isPresent()) {
                    return new Outcome.Refused(objection.get());
                }
                // Until the end of it: whatever fails, recovery comes before anything else.
                disorder = true;
                intent = turnover.intend(cause, fence.orElseThrow());
                turnover.commit(intent);
            } finally {
                gate.writeLock().unlock();
            }
            aside(turnover, intent);
            return new Outcome.Done(intent.number());
        }
    }

    private static Optional<String> objection(boolean mayChange, Turnover turnover, Consent consent)
            throws IOException {
        if (!mayChange) {
            return Optional.of(FOLLOWED);
        }
        Optional<String> objection = consent.objection();
        return objection.isPresent() ? objection : turnover.objection();
    }

    /** It is real already; what fails here is done later. */
    private void aside(Turnover turnover, Intent intent) {
        try {
            turnover.aside(intent);
            disorder = false;
        } catch (IOException e) {
            talk.accept("commit " + intent.number() + ": what it hid is not yet in the trash: " + e.getMessage());
        }
    }

    /** Shows files again that lie in the trash, whoever hid them, unless there are files of their names; gives how many came back. */
    public int show(Collection<FileName> names, Cause cause) throws IOException {
        Set<FileName> wanted = Set.copyOf(names);
        return exclusively(opened -> new Restore(store, disk, opened).run(opened.find(wanted), cause))
                .map(restored -> (int) restored.files())
                .orElse(0);
    }

    /** A file that the server's own commits have hidden, to be read by who listed it before; the newest of its name. */
    public Optional<Region> openHidden(FileName name) throws IOException {
        return chest.isPresent() ? chest.get().hidden().open(name) : Optional.empty();
    }

    /** The length of such a file in bytes. */
    public OptionalLong sizeOfHidden(FileName name) throws IOException {
        return chest.isPresent() ? chest.get().hidden().size(name) : OptionalLong.empty();
    }

    /** Does something to live files while no replacement is about to become real. */
    public <T> T meanwhile(Deed<T> deed) throws IOException {
        gate.readLock().lock();
        try {
            return deed.run();
        } finally {
            gate.readLock().unlock();
        }
    }

    /** Returns once no replacement is about to become real: it has happened, or its consent is asked after this. */
    public void pass() throws IOException {
        meanwhile(() -> true);
    }

    /** Like {@link #pass()}, but false if that takes longer than {@code most}. */
    public boolean pass(Duration most) {
        try {
            boolean passed = gate.readLock().tryLock(most.toNanos(), TimeUnit.NANOSECONDS);
            if (passed) {
                gate.readLock().unlock();
            }
            return passed;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
