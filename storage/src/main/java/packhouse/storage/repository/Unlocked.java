package packhouse.storage.repository;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import packhouse.protocol.FileId;
import packhouse.protocol.FileName;
import packhouse.protocol.FileType;
import packhouse.storage.disk.Region;
import packhouse.storage.format.FormatException;
import packhouse.storage.format.KeyFile;
import packhouse.storage.format.RepositoryConfig;
import packhouse.storage.format.RepositoryKey;
import packhouse.storage.format.Source;
import packhouse.storage.store.FileList;
import packhouse.storage.store.FileSet;
import packhouse.storage.store.Store;

/**
 * A repository together with its key: what needs the password asks for this type. It exists only if the password opened a key
 * and the key opened the config. Closing it wipes the key.
 */
public final class Unlocked implements Closeable {

    /** Clients try no more either: each costs half a second. */
    public static final int MAX_KEYS = 20;

    /** Config and keys have less than a kilobyte; what is longer is for their parsers to refuse, not for memory to hold. */
    private static final int MAX_FILE = 1 << 20;

    private final Store store;
    private final RepositoryKey key;
    private final RepositoryConfig config;
    private final Optional<FileId> keyFile;

    private Unlocked(Store store, RepositoryKey key, RepositoryConfig config, Optional<FileId> keyFile) {
        this.store = store;
        this.key = key;
        this.config = config;
        this.keyFile = keyFile;
    }

    /** A key and the file that it came from. */
    private record Found(RepositoryKey key, FileId file) {}

    /**
     * Opens a repository.
     *
     * @param password as clients use it: UTF-8, without the end of a line; not kept
     * @throws NoRepositoryException if there is no config
     * @throws WrongPasswordException if none of the first {@link #MAX_KEYS} keys opens
     * @throws FormatException if the config or all keys are damaged, or of a version that cannot be read
     */
    public static Unlocked open(Store store, byte[] password) throws IOException {
        if (store.size(FileName.config()).isEmpty()) {
            throw new NoRepositoryException();
        }
        Found found = key(store, password);
        return open(store, found.key(), Optional.of(found.file()));
    }

    /**
     * Opens a repository with its own key, which is wiped if that fails, and together with the repository else.
     *
     * @throws NoRepositoryException if there is no config
     * @throws FormatException if the config is damaged, of another repository, or of a version that cannot be read
     */
    public static Unlocked open(Store store, RepositoryKey key) throws IOException {
        return open(store, key, Optional.empty());
    }

    private static Unlocked open(Store store, RepositoryKey key, Optional<FileId> keyFile) throws IOException {
        try {
            Source config = read(store, FileName.config()).orElseThrow(NoRepositoryException::new);
            return new Unlocked(store, key, RepositoryConfig.open(config, key), keyFile);
        } catch (IOException | RuntimeException e) {
            key.wipe();
            throw e;
        }
    }

    private static Found key(Store store, byte[] password) throws IOException {
        int tried = 0;
        List<FormatException> damaged = new ArrayList<>();
        for (FileId id : keys(store)) {
            try {
                Optional<Source> file = read(store, FileName.of(FileType.KEYS, id));
                Optional<RepositoryKey> key = file.isEmpty()
                        ? Optional.empty()
                        : KeyFile.parse(file.get()).open(password);
                if (key.isPresent()) {
                    return new Found(key.get(), id);
                }
                tried += file.isPresent() ? 1 : 0;
            } catch (FormatException e) {
                damaged.add(e);
            }
        }
        if (tried == 0 && !damaged.isEmpty()) {
            throw damaged.get(0);
        }
        throw new WrongPasswordException(tried);
    }

    private static List<FileId> keys(Store store) throws IOException {
        List<FileId> keys = new ArrayList<>();
        FileList list = store.list(FileType.KEYS).orElseThrow(NoRepositoryException::new);
        for (FileSet part : list.parts()) {
            for (int i = 0; i < part.count() && keys.size() < MAX_KEYS; i++) {
                keys.add(part.id(i));
            }
        }
        return keys;
    }

    private static Optional<Source> read(Store store, FileName name) throws IOException {
        Optional<Region> found = store.open(name);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        try (Region file = found.get()) {
            if (file.size() > MAX_FILE) {
                throw new FormatException.Corrupt(name.toString(), -1, "too long: " + file.size() + " bytes");
            }
            byte[] bytes = new byte[(int) file.size()];
            file.read(ByteBuffer.wrap(bytes), 0);
            return Optional.of(Source.of(name.toString(), bytes));
        }
    }

    /** Its files. */
    public Store store() {
        return store;
    }

    /** What opens and seals them; useless once this is closed. */
    public RepositoryKey key() {
        return key;
    }

    /** The key file that the password opened; empty if the key itself was given. */
    public Optional<FileId> keyFile() {
        return keyFile;
    }

    /** Its config. */
    public RepositoryConfig config() {
        return config;
    }

    /** The version of its format, 1 or 2. */
    public int version() {
        return config.version();
    }

    @Override
    public void close() {
        key.wipe();
    }
}
