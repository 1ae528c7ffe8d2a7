package packhouse.storage.history;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import packhouse.protocol.FileId;
import packhouse.protocol.FileName;
import packhouse.protocol.FileType;
import packhouse.storage.disk.Disk;
import packhouse.storage.store.SwapStore;

/**
 * The steps of one commit of the server's own. At every instant the directory itself is a valid repository in restic's own order: what
 * comes takes its place packs first and index files after them, what leaves goes index files first. Each step may be done again.
 */
final class Swap {

    private final SwapStore store;
    private final Disk disk;
    private final Trash trash;
    private final Intent intent;

    Swap(SwapStore store, Disk disk, Trash trash, Intent intent) {
        this.store = store;
        this.disk = disk;
        this.trash = trash;
        this.intent = intent;
    }

    /** Makes every folder that a later step needs: those must not fail for want of space. */
    void prepare() throws IOException {
        Set<FileType> types = new LinkedHashSet<>();
        intent.shown().forEach(file -> types.add(file.name().type()));
        intent.hidden().forEach(file -> types.add(file.name().type()));
        for (FileType type : types) {
            trash.make(intent.number(), type);
        }
    }

    /** Moves what comes to its place, durable, and shows it to nobody. Its names are expected. */
    void place(Map<FileName, Path> from) throws IOException {
        for (FileType type : Restore.ORDER) {
            List<Commit.Shown> files = shown(type);
            for (Commit.Shown file : files) {
                Path path = from.get(file.name());
                if (path == null) {
                    throw new IllegalStateException(file.name() + ": comes from nowhere");
                }
                store.moveIn(file.name(), path);
            }
            forceLive(files.stream().map(Commit.Shown::name).toList());
            forceTrash(origins(files));
        }
    }

    /** The one instant. */
    void flip() {
        store.swap(intent.comes(), intent.leaves());
    }

    /** Moves what leaves to the trash, durable. */
    void aside() throws IOException {
        for (FileType type : backwards()) {
            List<FileName> names =
                    intent.leaves().stream().filter(name -> name.type() == type).toList();
            for (FileName name : names) {
                store.putAside(name, trash.file(intent.number(), name));
            }
            if (!names.isEmpty()) {
                // Where it is first, then where it was, as with deletes.
                disk.forceDirectory(trash.folder(intent.number(), type));
            }
            forceLive(names);
        }
    }

    /** Moves what came to where it is out of the way, durable; gives what lies in the trash of this commit then. */
    List<Commit.Hidden> withdraw() throws IOException {
        prepare();
        for (Commit.Shown file : oneOfEachOrigin()) {
            trash.make(file.from(), file.name().type());
        }
        List<Commit.Hidden> moved = new ArrayList<>();
        for (FileType type : backwards()) {
            List<Commit.Shown> files = shown(type);
            for (Commit.Shown file : files) {
                long to = file.from() == 0 ? intent.number() : file.from();
                store.moveOut(file.name(), trash.file(to, file.name()));
                if (file.from() == 0 && disk.look(trash.file(to, file.name())).isPresent()) {
                    moved.add(new Commit.Hidden(file.name(), file.size()));
                }
            }
            Set<Path> folders = origins(files);
            if (!files.isEmpty()) {
                folders.add(trash.folder(intent.number(), type));
            }
            forceTrash(folders);
            forceLive(files.stream().map(Commit.Shown::name).toList());
        }
        return moved;
    }

    /** Lets everything be seen that lies where files are seen. */
    void release() {
        intent.comes().forEach(store::release);
        intent.leaves().forEach(store::release);
    }

    private List<Commit.Shown> shown(FileType type) {
        return intent.shown().stream()
                .filter(file -> file.name().type() == type)
                .toList();
    }

    private static List<FileType> backwards() {
        List<FileType> order = new ArrayList<>(Restore.ORDER);
        Collections.reverse(order);
        return order;
    }

    /** The folders of the trash that they come from, if they do. */
    private Set<Path> origins(List<Commit.Shown> files) {
        Set<Path> folders = new LinkedHashSet<>();
        for (Commit.Shown file : files) {
            if (file.from() != 0) {
                folders.add(trash.folder(file.from(), file.name().type()));
            }
        }
        return folders;
    }

    private Collection<Commit.Shown> oneOfEachOrigin() {
        Map<Path, Commit.Shown> origins = new LinkedHashMap<>();
        for (Commit.Shown file : intent.shown()) {
            if (file.from() != 0) {
                origins.putIfAbsent(trash.folder(file.from(), file.name().type()), file);
            }
        }
        return origins.values();
    }

    /** Removes the folders of the trash that this left empty. */
    void tidy() throws IOException {
        Set<Long> commits = new LinkedHashSet<>(List.of(intent.number()));
        oneOfEachOrigin().forEach(file -> commits.add(file.from()));
        for (long commit : commits) {
            trash.tidy(commit);
        }
    }

    private void forceTrash(Set<Path> folders) throws IOException {
        for (Path folder : folders) {
            disk.forceDirectory(folder);
        }
    }

    void forceLive(List<FileName> names) throws IOException {
        force(store, names);
    }

    /** Each folder once: there are 256 for packs, and each force waits for the disk. */
    static void force(SwapStore store, List<FileName> names) throws IOException {
        Map<String, FileName> folders = new LinkedHashMap<>();
        for (FileName name : names) {
            // A pack lies in the folder of its first two digits.
            String folder = name.type() == FileType.DATA
                    ? name.digest().map(FileId::toString).orElse("").substring(0, 2)
                    : name.type().folder();
            folders.putIfAbsent(folder, name);
        }
        for (FileName one : folders.values()) {
            store.forceFolder(one);
        }
    }
}
