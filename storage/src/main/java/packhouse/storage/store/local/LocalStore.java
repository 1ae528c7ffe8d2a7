package packhouse.storage.store.local;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import packhouse.protocol.FileName;
import packhouse.protocol.FileType;
import packhouse.storage.disk.Attributes;
import packhouse.storage.disk.Disk;
import packhouse.storage.disk.Modes;
import packhouse.storage.disk.Region;
import packhouse.storage.store.FileList;
import packhouse.storage.store.FileSet;
import packhouse.storage.store.Ledger;
import packhouse.storage.store.Store;
import packhouse.storage.store.Upload;
import packhouse.storage.store.local.KnownDirectory.Surroundings;

/** A repository in a directory, shared in peace with local restic clients, other servers and people with a shell. */
public final class LocalStore implements Store {

    private final LocalLayout layout;
    private final Disk disk;
    private final Options options;
    private final RandomGenerator random;
    private final Folders folders;
    private final Map<FileType, List<KnownDirectory>> known = new EnumMap<>(FileType.class);

    /**
     * How files are kept.
     *
     * @param modes permissions of what is created
     * @param verify whether an upload has to hash to its name
     */
    public record Options(Modes modes, boolean verify) {}

    /**
     * The repository in {@code root}, which need not exist.
     *
     * @param ledger is told of every change in what the repository weighs
     */
    public LocalStore(
            Path root, Disk disk, Options options, InstantSource clock, RandomGenerator random, Ledger ledger) {
        this.layout = new LocalLayout(root);
        this.disk = disk;
        this.options = options;
        this.random = random;
        this.folders = new Folders(disk, options.modes());
        boolean believesTimes = disk.hasReliableTimes(root);
        for (FileType type : FileType.values()) {
            Surroundings around = new Surroundings(disk, clock, ledger, believesTimes, ConcurrentHashMap.newKeySet());
            known.put(
                    type,
                    IntStream.range(0, LocalLayout.directories(type))
                            .mapToObj(index -> new KnownDirectory(layout, type, index, around))
                            .toList());
        }
    }

    private KnownDirectory directory(FileName name) {
        return known(name.type()).get(LocalLayout.index(name));
    }

    private List<KnownDirectory> known(FileType type) {
        return known.getOrDefault(type, List.of());
    }

    @Override
    public void create() throws IOException {
        folders.make(layout.all());
    }

    @Override
    public boolean exists() throws IOException {
        return existsAt(layout.root(), disk);
    }

    /** Whether anything of a repository lies in this directory. */
    public static boolean existsAt(Path root, Disk disk) throws IOException {
        for (FileType type : FileType.values()) {
            Optional<Attributes> found = disk.look(root.resolve(type.folder()));
            if (found.isPresent() && found.get().isDirectory() == type.isContentNamed()) {
                return true;
            }
        }
        return false;
    }

    @Override
    public OptionalLong size(FileName name) throws IOException {
        KnownDirectory directory = directory(name);
        if (directory.isSettling(LocalLayout.id(name))) {
            return OptionalLong.empty();
        }
        Optional<Attributes> file = disk.look(layout.file(name)).filter(Attributes::isFile);
        file.ifPresent(found -> directory.met(LocalLayout.id(name), found.size()));
        return file.map(found -> OptionalLong.of(found.size())).orElseGet(OptionalLong::empty);
    }

    @Override
    public Optional<Region> open(FileName name) throws IOException {
        KnownDirectory directory = directory(name);
        if (directory.isSettling(LocalLayout.id(name))) {
            return Optional.empty();
        }
        Optional<Region> region = disk.open(layout.file(name));
        region.ifPresent(found -> directory.met(LocalLayout.id(name), found.size()));
        return region;
    }

    @Override
    public Optional<FileList> list(FileType type) throws IOException {
        List<FileSet> parts = new ArrayList<>();
        boolean found = false;
        for (KnownDirectory directory : known(type)) {
            Optional<FileSet> part = directory.read();
            found |= part.isPresent();
            part.filter(files -> files.count() > 0).ifPresent(parts::add);
        }
        // A missing folder is an empty one as long as anything of the repository is there: clients take 404 for final.
        return found || exists() ? Optional.of(new FileList(parts)) : Optional.empty();
    }

    @Override
    public Upload begin(FileName name, Ledger ledger) throws IOException {
        folders.makeIfMissing(layout.directory(name));
        return new LocalUpload(name, layout, disk, directory(name), options, ledger, random.nextLong(Long.MAX_VALUE));
    }

    @Override
    public OptionalLong delete(FileName name) throws IOException {
        OptionalLong size = directory(name).remove(LocalLayout.id(name), layout.file(name));
        if (size.isPresent()) {
            disk.forceDirectory(layout.directory(name));
        }
        return size;
    }

    @Override
    public Count count(FileType type) {
        long files = 0;
        long bytes = 0;
        Instant newest = Instant.EPOCH;
        for (KnownDirectory directory : known(type)) {
            Count count = directory.count();
            files += count.files();
            bytes += count.bytes();
            newest = count.newest().isAfter(newest) ? count.newest() : newest;
        }
        return new Count(files, bytes, newest);
    }

    /** Removes what crashed uploads left, see {@link Leftovers}. */
    public int clearLeftovers(Leftovers leftovers) throws IOException {
        int cleared = leftovers.clear(layout.root());
        for (Path directory : layout.all()) {
            cleared += leftovers.clear(directory);
        }
        return cleared;
    }
}
