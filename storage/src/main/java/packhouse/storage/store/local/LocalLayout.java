package packhouse.storage.store.local;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import packhouse.protocol.FileId;
import packhouse.protocol.FileName;
import packhouse.protocol.FileType;

/**
 * Where the files of a repository lie, and what a name in its directories means.
 *
 * <pre>
 * root/config
 * root/data/00 .. root/data/ff/ID     the folder is the first byte of the id
 * root/{index,keys,locks,snapshots}/ID
 * temporary = ( ID | "config" ) ( ".packhouse-temp" | ".rest-server-temp" ) digits
 * </pre>
 *
 * <p>A temporary lies beside its target, so that the rename stays within one directory.
 */
final class LocalLayout {

    /** Folders below {@code data}. */
    static final int FAN_OUT = 256;

    private static final String OWN_TEMPORARY = ".packhouse-temp";
    private static final String FOREIGN_TEMPORARY = ".rest-server-temp";
    private static final FileId CONFIG_ID = new FileId(0, 0, 0, 0);
    private static final String CONFIG = FileType.CONFIG.folder();

    private final Path root;

    LocalLayout(Path root) {
        this.root = root;
    }

    Path root() {
        return root;
    }

    Path config() {
        return root.resolve(CONFIG);
    }

    /** The folder of a kind; the config lies in the root itself. */
    Path folder(FileType type) {
        return type == FileType.CONFIG ? root : root.resolve(type.folder());
    }

    /** How many directories hold the files of a kind. */
    static int directories(FileType type) {
        return type == FileType.DATA ? FAN_OUT : 1;
    }

    /** One of the directories that hold the files of a kind. Made each time: 256 paths for each repository would cost more. */
    Path directory(FileType type, int index) {
        return type == FileType.DATA ? folder(type).resolve(HexFormat.of().toHexDigits((byte) index)) : folder(type);
    }

    /** Which of {@link #directories} holds the file. */
    static int index(FileName name) {
        return name.type() == FileType.DATA ? id(name).firstByte() : 0;
    }

    /** Every directory of a repository, parents first. */
    List<Path> all() {
        List<Path> all = new ArrayList<>(FAN_OUT + FileType.listed().size());
        FileType.listed().forEach(type -> all.add(folder(type)));
        for (int i = 0; i < FAN_OUT; i++) {
            all.add(directory(FileType.DATA, i));
        }
        return all;
    }

    /** The directory that holds the file. */
    Path directory(FileName name) {
        return directory(name.type(), index(name));
    }

    Path file(FileName name) {
        return directory(name).resolve(fileName(name));
    }

    /** The temporary of one upload; {@code number} tells the uploads of this process apart. */
    Path temporary(FileName name, long number) {
        return directory(name).resolve(fileName(name) + OWN_TEMPORARY + number);
    }

    private static String fileName(FileName name) {
        return name.digest().map(FileId::toString).orElse(CONFIG);
    }

    /** The id that an entry of a directory of this kind spells; the config is the only one of its kind and has a fixed one. */
    static Optional<FileId> id(FileType type, String name) {
        if (type == FileType.CONFIG) {
            return name.equals(CONFIG) ? Optional.of(CONFIG_ID) : Optional.empty();
        }
        return FileId.parse(name);
    }

    /** The key under which a file is known in its directory. */
    static FileId id(FileName name) {
        return name.digest().orElse(CONFIG_ID);
    }

    /** Whether this is the name of an upload, under way or crashed, of packhouse or rest-server. */
    static boolean isTemporary(String name) {
        return isOwnTemporary(name) || isTemporary(name, FOREIGN_TEMPORARY);
    }

    /** Whether this is the name of an upload of packhouse. */
    static boolean isOwnTemporary(String name) {
        return isTemporary(name, OWN_TEMPORARY);
    }

    private static boolean isTemporary(String name, String mark) {
        int at = name.indexOf(mark);
        if (at < 0) {
            return false;
        }
        String target = name.substring(0, at);
        String digits = name.substring(at + mark.length());
        return (target.equals(CONFIG) || FileId.parse(target).isPresent())
                && !digits.isEmpty()
                && digits.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
