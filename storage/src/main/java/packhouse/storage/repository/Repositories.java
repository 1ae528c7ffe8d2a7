package packhouse.storage.repository;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import packhouse.protocol.FileType;
import packhouse.protocol.RepoPath;
import packhouse.storage.disk.Attributes;
import packhouse.storage.disk.Disk;
import packhouse.storage.history.Caretaker;
import packhouse.storage.history.History;
import packhouse.storage.history.RestPeriods;
import packhouse.storage.history.Side;
import packhouse.storage.store.Store;
import packhouse.storage.store.local.Leftovers;
import packhouse.storage.store.local.LocalStore;

/** All repositories below one directory. */
public final class Repositories {

    /** Most repositories one server keeps in mind, at 40 KB each: a guard against somebody who creates them without end. */
    public static final int MAX_REPOSITORIES = 10_000;

    private final Path root;
    private final Disk disk;
    private final LocalStore.Options options;
    private final Optional<Keeping> keeping;
    private final Quota quota;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final Map<RepoPath, Entry> entries = new ConcurrentHashMap<>();

    private record Entry(Repository repository, LocalStore store) {}

    /**
     * What is kept beside the repositories.
     *
     * @param state the state directory, which must exist
     * @param periods how long deleted files rest
     * @param reserve the free space that uploads leave alone
     * @param talk is told of damage to what is kept, and what it cost
     */
    public record Keeping(Path state, RestPeriods periods, Reserve reserve, Consumer<String> talk) {}

    /** The repositories below {@code root} for who only looks: nothing is kept of what is deleted, and nothing put in order. */
    public Repositories(
            Path root,
            Disk disk,
            LocalStore.Options options,
            Quota quota,
            InstantSource clock,
            RandomGenerator random) {
        this(root, disk, options, Optional.empty(), quota, clock, random);
    }

    /**
     * The repositories below {@code root}, which must exist. {@code random} is used by many threads.
     *
     * @param keeping what is kept of what is deleted; empty if nothing
     */
    public Repositories(
            Path root,
            Disk disk,
            LocalStore.Options options,
            Optional<Keeping> keeping,
            Quota quota,
            InstantSource clock,
            RandomGenerator random) {
        this.root = root;
        this.disk = disk;
        this.options = options;
        this.keeping = keeping;
        this.quota = quota;
        this.clock = clock;
        this.random = random;
    }

    /** The repository at this path if anything of it is on disk. */
    public Optional<Repository> find(RepoPath path) throws IOException {
        Entry known = entries.get(path);
        if (known != null) {
            return Optional.of(known.repository());
        }
        Optional<Path> directory = directory(path);
        if (directory.isEmpty() || !LocalStore.existsAt(directory.get(), disk)) {
            return Optional.empty();
        }
        return get(path);
    }

    /**
     * The repository at this path, whether or not anything of it exists; empty if no folder of this system can have the
     * name (a character that the locale of the server cannot express).
     */
    public Optional<Repository> get(RepoPath path) throws IOException {
        Entry known = entries.get(path);
        if (known != null) {
            return Optional.of(known.repository());
        }
        if (entries.size() >= MAX_REPOSITORIES) {
            throw new IOException(root + ": more than " + MAX_REPOSITORIES + " repositories");
        }
        Optional<Path> directory = directory(path);
        return directory.isEmpty() ? Optional.empty() : Optional.of(open(path, directory.get()));
    }

    /** The files of the repository at this path, for who looks into them; empty if nothing of it is on disk. */
    public Optional<Store> store(RepoPath path) throws IOException {
        return find(path).map(found -> known(path).store());
    }

    /** The server's own lock in the repository at this path; empty if nothing of it is on disk, or somebody only looks. */
    public Optional<OwnLock> ownLock(RepoPath path) throws IOException {
        return find(path).isEmpty()
                ? Optional.empty()
                : keeping.map(kept -> ownLock(kept, path, known(path).store()));
    }

    private OwnLock ownLock(Keeping kept, RepoPath path, LocalStore store) {
        return new OwnLock(store, disk, kept.state(), new StateFolders(kept.state()).of(path), clock);
    }

    private Entry known(RepoPath path) {
        Entry entry = entries.get(path);
        if (entry == null) {
            throw new IllegalStateException(path + ": repositories are never forgotten");
        }
        return entry;
    }

    /** One at a time: nobody may write to a repository before what a crash left in it is in order. */
    private synchronized Repository open(RepoPath path, Path directory) throws IOException {
        Entry known = entries.get(path);
        if (known != null) {
            return known.repository();
        }
        LocalStore store = new LocalStore(root, directory, disk, options, clock, random, quota);
        Optional<Repository.Past> past = keeping.map(kept -> past(kept, path, directory, store));
        past.ifPresent(Repository.Past::recover);
        if (keeping.isPresent()) {
            ownLock(keeping.get(), path, store).clear();
        }
        Repository repository = new Repository(path, store, quota, past);
        entries.put(path, new Entry(repository, store));
        return repository;
    }

    private Repository.Past past(Keeping kept, RepoPath path, Path directory, LocalStore store) {
        Path outside = new StateFolders(kept.state()).of(path);
        Consumer<String> talk = line -> kept.talk().accept("repository " + path + ": " + line);
        Side side = new Side(disk, kept.state(), outside, directory);
        History history = new History(store, disk, side, clock, talk);
        Path locks = directory.resolve(FileType.LOCKS.folder());
        Caretaker caretaker = new Caretaker(history, store, disk, locks, kept.periods(), clock);
        return new Repository.Past(history, caretaker, kept, talk);
    }

    private Optional<Path> directory(RepoPath path) {
        try {
            Path directory = root;
            for (String folder : path.folders()) {
                directory = directory.resolve(folder);
            }
            return Optional.of(directory);
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    /** Those known so far, in the order of their paths. */
    public List<Repository> known() {
        return entries.values().stream()
                .map(Entry::repository)
                .sorted((a, b) -> a.path().compareTo(b.path()))
                .toList();
    }

    /**
     * Finds every repository on disk, counts its files and removes what crashed uploads left. What cannot be read is said and
     * passed over.
     *
     * @param started when this process began
     * @param talk is told of repositories that cannot be read and of leftovers
     */
    public void survey(Instant started, Consumer<String> talk) {
        Leftovers leftovers = new Leftovers(disk, started, clock.instant());
        for (RepoPath path : onDisk(talk)) {
            try {
                if (find(path).isPresent()) {
                    survey(path, leftovers, talk);
                }
            } catch (IOException e) {
                talk.accept("repository " + path + " cannot be read: " + e.getMessage());
            }
        }
        quota.counted();
    }

    /** Counts first, and each kind by itself: what one broken folder hides from the quota should be as little as possible. */
    private void survey(RepoPath path, Leftovers leftovers, Consumer<String> talk) throws IOException {
        Entry entry = known(path);
        for (FileType type : FileType.values()) {
            try {
                entry.store().list(type);
            } catch (IOException e) {
                talk.accept("repository " + path + ": " + type + " cannot be counted: " + e.getMessage());
            }
        }
        int cleared = entry.store().clearLeftovers(leftovers);
        if (cleared > 0) {
            talk.accept(
                    "repository " + path + ": removed " + cleared + " temporary files of uploads that were cut off");
        }
    }

    private List<RepoPath> onDisk(Consumer<String> talk) {
        List<RepoPath> found = new ArrayList<>(List.of(new RepoPath(List.of())));
        for (int i = 0; i < found.size() && found.size() < MAX_REPOSITORIES; i++) {
            RepoPath parent = found.get(i);
            if (parent.folders().size() < RepoPath.MAX_FOLDERS) {
                try {
                    found.addAll(below(parent));
                } catch (IOException e) {
                    talk.accept("folder " + parent + " cannot be read: " + e.getMessage());
                }
            }
        }
        return found;
    }

    private List<RepoPath> below(RepoPath parent) throws IOException {
        Path directory = directory(parent).orElse(root);
        List<RepoPath> found = new ArrayList<>();
        List<String> names = new ArrayList<>();
        disk.list(directory, names::add);
        for (String name : names) {
            List<String> folders = new ArrayList<>(parent.folders());
            folders.add(name);
            Optional<RepoPath> path = RepoPath.of(folders);
            if (path.isPresent()
                    && disk.look(directory.resolve(name))
                            .filter(Attributes::isDirectory)
                            .isPresent()) {
                found.add(path.get());
            }
        }
        return found;
    }
}
