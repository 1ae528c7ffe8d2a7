package packhouse.storage.history;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import packhouse.protocol.FileId;
import packhouse.protocol.FileName;
import packhouse.protocol.FileType;
import packhouse.storage.disk.Attributes;
import packhouse.storage.disk.Disk;
import packhouse.storage.disk.Modes;

/**
 * The files that commits have hidden, where they lie.
 *
 * <pre>
 * root/NUMBER/{config,data,index,keys,snapshots}/ID        the config is called config
 * </pre>
 */
final class Trash {

    private final Disk disk;
    private final Path root;

    Trash(Disk disk, Path root) {
        this.disk = disk;
        this.root = root;
    }

    /** What {@link #walk} meets. */
    interface Visitor {
        /** A file in the trash of a commit; {@code size} in bytes. */
        void file(long number, FileName name, long size) throws IOException;
    }

    Path file(long number, FileName name) {
        return folder(number, name.type())
                .resolve(name.digest().map(FileId::toString).orElse(FileType.CONFIG.folder()));
    }

    Path folder(long number, FileType type) {
        return commit(number).resolve(type.folder());
    }

    private Path commit(long number) {
        return root.resolve(Long.toString(number));
    }

    /** Makes the folder, durable. */
    void make(long number, FileType type) throws IOException {
        disk.makeDirectory(commit(number), Modes.PRIVATE);
        disk.forceDirectory(root);
        disk.makeDirectory(folder(number, type), Modes.PRIVATE);
        disk.forceDirectory(commit(number));
    }

    /** The commits that have a folder, in order. */
    List<Long> commits() throws IOException {
        List<Long> numbers = new ArrayList<>();
        disk.list(root, name -> {
            if (name.matches("[1-9][0-9]{0,17}")) {
                numbers.add(Long.parseLong(name));
            }
        });
        numbers.sort(null);
        return numbers;
    }

    /** Meets every file of a commit. */
    void walk(long number, Visitor visitor) throws IOException {
        for (FileType type : FileType.values()) {
            List<String> names = new ArrayList<>();
            Path folder = folder(number, type);
            disk.list(folder, names::add);
            for (String text : names) {
                Optional<FileName> name = name(type, text);
                Optional<Attributes> found = disk.look(folder.resolve(text)).filter(Attributes::isFile);
                if (name.isPresent() && found.isPresent()) {
                    visitor.file(number, name.get(), found.get().size());
                }
            }
        }
    }

    private static Optional<FileName> name(FileType type, String text) {
        if (type == FileType.CONFIG) {
            return text.equals(type.folder()) ? Optional.of(FileName.config()) : Optional.empty();
        }
        return FileId.parse(text).map(id -> FileName.of(type, id));
    }

    /** Makes durable what the folders of a commit hold. */
    void force(long number) throws IOException {
        for (FileType type : FileType.values()) {
            if (disk.look(folder(number, type)).filter(Attributes::isDirectory).isPresent()) {
                disk.forceDirectory(folder(number, type));
            }
        }
        disk.forceDirectory(commit(number));
    }

    /** Removes what is empty of a commit's folders. */
    void tidy(long number) throws IOException {
        for (FileType type : FileType.values()) {
            removeIfEmpty(folder(number, type));
        }
        removeIfEmpty(commit(number));
    }

    private void removeIfEmpty(Path folder) throws IOException {
        List<String> names = new ArrayList<>();
        if (disk.list(folder, names::add) && names.isEmpty()) {
            disk.delete(folder);
        }
    }
}
