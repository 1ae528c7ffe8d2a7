package packhouse.storage.store.local;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.random.RandomGenerator;
import packhouse.protocol.FileId;
import packhouse.protocol.FileName;
import packhouse.protocol.FileType;
import packhouse.storage.disk.Attributes;
import packhouse.storage.disk.Disk;
import packhouse.storage.disk.Modes;
import packhouse.storage.disk.Region;
import packhouse.storage.store.FileList;
import packhouse.storage.store.FileSet;
import packhouse.storage.store.Ledger;
import packhouse.storage.store.SwapStore;
import packhouse.storage.store.Upload;
import packhouse.storage.store.local.KnownDirectory.Surroundings;

/** A repository in a directory, shared in peace with local restic clients, other servers and people with a shell. */
public final class LocalStore implements SwapStore {

    private final LocalLayout layout;
    private final Disk disk;
    private final Options options;
    private final RandomGenerator random;
    private final Folders folders;
    private final Ledger ledger;
    private final Places places;
    private final Swaps swaps;
    /** Lists hold the first lock from their first directory to their last, so that what changes under the second is in all or in none. */
    private final ReadWriteLock lists = new ReentrantReadWriteLock();

    /**
     * How files are kept.
     *
     * @param modes permissions of what is created
     * @param verify whether an upload has to hash to its name
     * @param lingers whether people read the directory itself, so that replaced files stay for them for a while
     */
    public record Options(Modes modes, boolean verify, boolean lingers) {

        /** Where nobody else reads the directory. */
        public Options(Modes modes, boolean verify) {
            this(modes, verify, false);
        }
    }

    /**
     * The repository in {@code root}, which need not exist.
     *
     * @param top the directory that somebody else made; only what lies below it is ever created
     * @param ledger is told of every change in what the repository weighs
     */
    public LocalStore(
            Path top,
            Path root,
            Disk disk,
            Options options,
            InstantSource clock,
            RandomGenerator random,
            Ledger ledger) {
        this.layout = new LocalLayout(root);
        this.disk = disk;
        this.options = options;
        this.random = random;
        this.ledger = ledger;
        this.folders = new Folders(disk, options.modes(), top, layout);
        boolean believesTimes = disk.hasReliableTimes(root);
        this.places = new Places(
                layout, type -> new Surroundings(disk, clock, ledger, believesTimes, new Settling(), new Veil()));
        this.swaps = new Swaps(places, layout, disk, folders, options.lingers(), ledger, lists.writeLock());
    }

    @Override
    public void create() throws IOException {
        folders.make(layout.all());
        folders.secure();
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
        Optional<Attributes> file = disk.look(layout.file(name)).filter(Attributes::isFile);
        if (file.isEmpty() || isArriving(name)) {
            return OptionalLong.empty();
        }
        long size = file.get().size();
        places.of(name).met(LocalLayout.id(name), layout.file(name), size);
        return OptionalLong.of(size);
    }

    @Override
    public Optional<Instant> arrived(FileName name) throws IOException {
        Optional<Attributes> file = disk.look(layout.file(name)).filter(Attributes::isFile);
        return file.isEmpty() || isArriving(name)
                ? Optional.empty()
                : Optional.of(file.get().modified());
    }

    @Override
    public Optional<Region> open(FileName name) throws IOException {
        Optional<Region> region = disk.open(layout.file(name));
        if (region.isPresent() && isArriving(name)) {
            region.get().close();
            return Optional.empty();
        }
        if (region.isPresent()) {
            places.of(name)
                    .met(LocalLayout.id(name), layout.file(name), region.get().size());
        }
        return region;
    }

    /** Asked after the file was found, not before: in between it could take its place. */
    private boolean isArriving(FileName name) {
        KnownDirectory directory = places.of(name);
        FileId id = LocalLayout.id(name);
        return directory.settling().contains(id) || directory.veil().isAbsent(id);
    }

    @Override
    public Optional<FileList> list(FileType type) throws IOException {
        List<FileSet> parts = new ArrayList<>();
        boolean found = false;
        lists.readLock().lock();
        try {
            for (KnownDirectory directory : places.of(type)) {
                Optional<FileSet> part = directory.read();
                found |= part.isPresent();
                part.filter(files -> files.count() > 0).ifPresent(parts::add);
            }
        } finally {
            lists.readLock().unlock();
        }
        // A missing folder is an empty one as long as anything of the repository is there: clients take 404 for final.
        return found || exists() ? Optional.of(new FileList(parts)) : Optional.empty();
    }

    @Override
    public Upload begin(FileName name, Ledger ledger) throws IOException {
        Upload upload;
        try {
            upload = upload(name, ledger);
        } catch (NoSuchFileException e) {
            folders.make(List.of(layout.directory(name)));
            upload = upload(name, ledger);
        }
        try {
            folders.secure();
        } catch (IOException e) {
            upload.abandon();
            throw e;
        }
        return upload;
    }

    private Upload upload(FileName name, Ledger ledger) throws IOException {
        return new LocalUpload(name, layout, disk, places.of(name), options, ledger, random.nextLong(Long.MAX_VALUE));
    }

    @Override
    public OptionalLong delete(FileName name) throws IOException {
        OptionalLong size = places.of(name).remove(LocalLayout.id(name), layout.file(name));
        // Also if there was none: another thread, or a process that died, may have removed it and not come to the
        // force.
        forceFolder(name);
        return size;
    }

    @Override
    public OptionalLong moveAside(FileName name, Aside aside) throws IOException {
        return places.of(name).moveAside(LocalLayout.id(name), layout.file(name), aside);
    }

    @Override
    public void forceFolder(FileName name) throws IOException {
        try {
            disk.forceDirectory(layout.directory(name));
        } catch (NoSuchFileException e) {
            // Whoever removed the folder removed the file: there is nothing to last.
            return;
        }
    }

    @Override
    public boolean bringBack(FileName name, Path aside) throws IOException {
        Attributes found = disk.look(aside)
                .filter(Attributes::isFile)
                .orElseThrow(() -> new NoSuchFileException(aside.toString()));
        folders.make(List.of(layout.directory(name)));
        folders.secure();
        KnownDirectory directory = places.of(name);
        FileId id = LocalLayout.id(name);
        if (!directory.place(id, aside, layout.file(name), found.size(), ledger, aside)) {
            // An upload may have left it a moment ago and not have come to the force.
            disk.forceDirectory(layout.directory(name));
            return false;
        }
        try {
            disk.forceDirectory(layout.directory(name));
        } finally {
            // Also after a failure, like an upload's: it is whole, and it lay on the disk before.
            directory.settling().remove(id, aside);
        }
        return true;
    }

    @Override
    public Modes modes() {
        return options.modes();
    }

    @Override
    public OptionalLong lies(FileName name) throws IOException {
        return swaps.lies(name);
    }

    @Override
    public OptionalLong expect(FileName name) throws IOException {
        return swaps.expect(name);
    }

    @Override
    public void moveIn(FileName name, Path from) throws IOException {
        swaps.moveIn(name, from);
    }

    @Override
    public void replace(FileName name, Path from) throws IOException {
        swaps.replace(name, from);
    }

    @Override
    public void swap(Collection<FileName> came, Collection<FileName> leave) {
        swaps.swap(came, leave);
    }

    @Override
    public boolean isLeaving(FileName name) {
        return swaps.isLeaving(name);
    }

    @Override
    public boolean moveOut(FileName name, Path to) throws IOException {
        return swaps.moveOut(name, to);
    }

    @Override
    public boolean putAside(FileName name, Path to) throws IOException {
        return swaps.putAside(name, to);
    }

    @Override
    public void linger(FileName name, Path aside) throws IOException {
        swaps.linger(name, aside);
    }

    @Override
    public boolean leave(FileName name, Path aside) throws IOException {
        return swaps.leave(name, aside);
    }

    @Override
    public boolean hasLingering() {
        return swaps.hasLingering();
    }

    @Override
    public void conceal(FileName name) {
        swaps.conceal(name);
    }

    @Override
    public void reveal(FileName name) {
        swaps.reveal(name);
    }

    @Override
    public void release(FileName name) {
        swaps.release(name);
    }

    @Override
    public void releaseAll() {
        swaps.releaseAll();
    }

    @Override
    public Count count(FileType type) {
        long files = 0;
        long bytes = 0;
        Instant newest = Instant.EPOCH;
        for (KnownDirectory directory : places.of(type)) {
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
