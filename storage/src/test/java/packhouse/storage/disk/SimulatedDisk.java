package packhouse.storage.disk;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * A disk in memory that can be cut off after any of its steps, run full, or fail.
 *
 * <p>It has two planes. The volatile one is what every call sees. The durable one is what was forced: the bytes of a file at its
 * last force, the names of a directory at its last. Each create, write, force, rename, delete, makeDirectory and forceDirectory is
 * one step, counted from 1; steps of several threads have some order. The times of changes are those of the clock it is given.
 *
 * <p>What a crash may do, by {@link Survival}: bytes that were not forced stay, are missing from some point on, or read as
 * zeros from some point on; each change of a directory that was not forced (creation, rename, removal) stays or is undone by
 * itself, whatever came before or after it; a directory whose own name is undone takes everything in it along. A rename between
 * two directories is a change of each: the name that comes and the name that goes are forced with their own directory. Unforced,
 * the name goes only if the one that came stays, so the file may be in both, but not in none; that is lost only by forcing
 * the directory that it left before the one it went to.
 *
 * <p>What it never does: change forced bytes or forced names, let a name stand for another file's bytes, do half of a
 * rename, invent a name, or report a force that did not happen.
 */
public final class SimulatedDisk implements Disk {

    /** What of everything unforced a crash leaves. */
    public enum Survival {
        /** All of it, and still unforced: only the process has ended, and the next crash may take it. */
        EVERYTHING,
        /** None of it. */
        NOTHING_UNFORCED,
        /** Each piece as the random numbers will have it. */
        BY_CHANCE
    }

    /** What a name costs of the capacity, so that making one fails too on a full disk. */
    public static final long NAME_BYTES = 64;

    private static final long NEVER = Long.MAX_VALUE;

    private final InstantSource clock;
    private final SimulatedDirectory root;
    private final List<Path> mounts = new ArrayList<>();
    private Set<Path> locks = new HashSet<>();
    private boolean reliableTimes = true;
    private long capacity = Long.MAX_VALUE;
    private long used;
    private long steps;
    private long crashAfter = NEVER;
    private long failAt = NEVER;
    private boolean off;

    /** An empty disk: only the root directory is there. */
    public SimulatedDisk(InstantSource clock) {
        this.clock = clock;
        this.root = new SimulatedDirectory(clock.instant());
    }

    /** Steps made so far. */
    public synchronized long steps() {
        return steps;
    }

    /** Goes off when this step is done; the step itself has happened, unforced like any. */
    public synchronized void crashAfter(long step) {
        crashAfter = step;
    }

    /** Lets one step fail, without effect, with an error that is not about space. */
    public synchronized void failAt(long step) {
        failAt = step;
    }

    /** Has room for this many bytes, names included at {@link #NAME_BYTES} each. */
    public synchronized void limit(long bytes) {
        capacity = bytes;
    }

    /** Bytes taken by what can be seen now, names included. */
    public synchronized long used() {
        return used;
    }

    /** What lies below this directory is on a file system of its own. */
    public synchronized void mount(Path directory) {
        mounts.add(directory);
    }

    /** Whether the times of directories are to be believed. */
    public synchronized void reliableTimes(boolean reliable) {
        reliableTimes = reliable;
    }

    /** The machine goes on again and finds what survived. */
    public synchronized void restart(Survival survival, long seed) {
        // A new set: what dead processes give back must not free what living ones hold.
        locks = new HashSet<>();
        root.crash(survival, new SplittableRandom(seed));
        off = false;
        crashAfter = NEVER;
        failAt = NEVER;
        used = weigh(root);
    }

    private static long weigh(SimulatedNode node) {
        if (node instanceof SimulatedFile file) {
            return file.bytes().length;
        }
        SimulatedDirectory directory = (SimulatedDirectory) node;
        return directory.names().stream()
                .mapToLong(name -> NAME_BYTES + weigh(directory.find(name).orElseThrow()))
                .sum();
    }

    @Override
    public synchronized WritableFile create(Path file, Modes modes) throws IOException {
        begin(file);
        SimulatedDirectory parent = parent(file);
        if (parent.find(name(file)).isPresent()) {
            throw new FileAlreadyExistsException(file.toString());
        }
        take(file, NAME_BYTES);
        SimulatedFile made = new SimulatedFile(clock.instant());
        parent.change(Map.of(name(file), Optional.of(made)), clock.instant());
        end();
        return new SimulatedWriter(this, file, made);
    }

    synchronized void write(Path path, SimulatedFile file, byte[] bytes) throws IOException {
        begin(path);
        long fits = Math.max(0, Math.min(bytes.length, capacity - used));
        file.append(Arrays.copyOf(bytes, (int) fits), clock.instant());
        used += fits;
        take(path, bytes.length - fits);
        end();
    }

    synchronized void force(Path path, SimulatedFile file) throws IOException {
        begin(path);
        file.force();
        end();
    }

    @Override
    public synchronized Optional<Region> open(Path file) throws IOException {
        alive();
        if (!(find(file).orElse(root) instanceof SimulatedFile found)) {
            return Optional.empty();
        }
        byte[] bytes = found.bytes();
        return Optional.of(new Region(new SimulatedChannel(bytes), bytes.length));
    }

    @Override
    public synchronized Optional<Attributes> look(Path path) {
        alive();
        return find(path)
                .map(node -> node instanceof SimulatedFile file
                        ? new Attributes(Attributes.Kind.FILE, file.bytes().length, file.modified())
                        : new Attributes(Attributes.Kind.DIRECTORY, 0, node.modified()));
    }

    @Override
    public synchronized boolean makeDirectory(Path directory, Modes modes) throws IOException {
        begin(directory);
        SimulatedDirectory parent = parent(directory);
        Optional<SimulatedNode> there = parent.find(name(directory));
        if (there.isPresent()) {
            if (there.get() instanceof SimulatedDirectory) {
                return false;
            }
            throw new IOException(directory + ": is in the way, a directory is wanted there");
        }
        take(directory, NAME_BYTES);
        parent.change(Map.of(name(directory), Optional.of(new SimulatedDirectory(clock.instant()))), clock.instant());
        end();
        return true;
    }

    @Override
    public boolean list(Path directory, Consumer<String> each) {
        List<String> names;
        synchronized (this) {
            alive();
            if (!(find(directory).orElse(new SimulatedFile(clock.instant())) instanceof SimulatedDirectory found)) {
                return false;
            }
            names = found.names();
        }
        names.forEach(each);
        return true;
    }

    @Override
    public synchronized void rename(Path from, Path to) throws IOException {
        begin(to);
        SimulatedDirectory source = parent(from);
        SimulatedNode moved =
                source.find(name(from)).orElseThrow(() -> new NoSuchFileException(from.toString(), to.toString(), ""));
        SimulatedDirectory target = parent(to);
        if (!device(from).equals(device(to))) {
            throw new AtomicMoveNotSupportedException(from.toString(), to.toString(), "simulated mount");
        }
        Optional<SimulatedNode> replaced = target.find(name(to));
        if (replaced.isPresent() && replaced.get() == moved) {
            // As POSIX has it: both names stay.
            end();
            return;
        }
        if (replaced.isPresent() && replaced.get() instanceof SimulatedDirectory) {
            throw new IOException(to + ": is a directory");
        }
        used -= replaced.map(node -> NAME_BYTES + weigh(node)).orElse(0L);
        if (source == target) {
            source.change(Map.of(name(from), Optional.empty(), name(to), Optional.of(moved)), clock.instant());
        } else {
            SimulatedDirectory.Passage passage = new SimulatedDirectory.Passage();
            target.arrive(name(to), moved, passage, clock.instant());
            source.leave(name(from), passage, clock.instant());
        }
        end();
    }

    @Override
    public synchronized void link(Path file, Path to) throws IOException {
        begin(to);
        SimulatedNode linked = parent(file)
                .find(name(file))
                .filter(node -> node instanceof SimulatedFile)
                .orElseThrow(() -> new NoSuchFileException(file.toString(), to.toString(), ""));
        SimulatedDirectory target = parent(to);
        if (!device(file).equals(device(to))) {
            throw new IOException(to + ": simulated mount");
        }
        if (target.find(name(to)).isPresent()) {
            throw new FileAlreadyExistsException(to.toString());
        }
        take(to, NAME_BYTES + weigh(linked));
        target.change(Map.of(name(to), Optional.of(linked)), clock.instant());
        end();
    }

    @Override
    public synchronized boolean isSame(Path one, Path other) {
        alive();
        Optional<SimulatedNode> node = find(one);
        return node.isPresent()
                && find(other).filter(found -> found == node.get()).isPresent();
    }

    private Path device(Path path) {
        return mounts.stream().filter(path::startsWith).findFirst().orElse(Path.of("/"));
    }

    @Override
    public synchronized boolean delete(Path file) throws IOException {
        begin(file);
        Optional<SimulatedNode> found = find(file);
        if (found.isEmpty()) {
            return false;
        }
        if (found.get() instanceof SimulatedDirectory directory
                && !directory.names().isEmpty()) {
            throw new DirectoryNotEmptyException(file.toString());
        }
        used -= NAME_BYTES + weigh(found.get());
        parent(file).change(Map.of(name(file), Optional.empty()), clock.instant());
        end();
        return true;
    }

    @Override
    public synchronized void force(Path file) throws IOException {
        if (!(find(file).orElse(root) instanceof SimulatedFile found)) {
            throw new NoSuchFileException(file.toString());
        }
        force(file, found);
    }

    @Override
    public synchronized void forceDirectory(Path directory) throws IOException {
        begin(directory);
        if (!(find(directory).orElse(new SimulatedFile(clock.instant())) instanceof SimulatedDirectory found)) {
            throw new NoSuchFileException(directory.toString());
        }
        found.force();
        end();
    }

    @Override
    public synchronized Optional<Closeable> lock(Path file) throws IOException {
        alive();
        parent(file);
        Set<Path> held = locks;
        return held.add(file) ? Optional.of(() -> held.remove(file)) : Optional.empty();
    }

    @Override
    public synchronized boolean hasReliableTimes(Path path) {
        return reliableTimes;
    }

    @Override
    public synchronized Space space(Path path) {
        return new Space(capacity, Math.max(0, capacity - used));
    }

    private void alive() {
        if (off) {
            throw new PowerCut();
        }
    }

    private void begin(Path path) throws IOException {
        alive();
        steps++;
        if (steps == failAt) {
            throw new IOException(path + ": simulated input/output error");
        }
    }

    private void end() {
        if (steps >= crashAfter) {
            off = true;
            throw new PowerCut();
        }
    }

    private void take(Path path, long bytes) throws IOException {
        if (bytes > capacity - used) {
            throw new NoSpaceException(path.toString(), new IOException("simulated full disk"));
        }
        used += bytes;
    }

    private SimulatedDirectory parent(Path path) throws IOException {
        Optional<SimulatedNode> parent = Optional.ofNullable(path.getParent()).flatMap(this::find);
        if (parent.isPresent() && parent.get() instanceof SimulatedDirectory directory) {
            return directory;
        }
        throw new NoSuchFileException(path.toString());
    }

    /** Name by name in the path's text: a path for each name of it took most of the time of tests with many crashes. */
    private Optional<SimulatedNode> find(Path path) {
        String text = path.toString();
        SimulatedNode node = root;
        for (int at = 0; at < text.length(); ) {
            int end = text.indexOf('/', at);
            end = end < 0 ? text.length() : end;
            if (end > at) {
                Optional<SimulatedNode> next = node instanceof SimulatedDirectory directory
                        ? directory.find(text.substring(at, end))
                        : Optional.empty();
                if (next.isEmpty()) {
                    return Optional.empty();
                }
                node = next.get();
            }
            at = end + 1;
        }
        return Optional.of(node);
    }

    private static String name(Path path) {
        return String.valueOf(path.getFileName());
    }
}
