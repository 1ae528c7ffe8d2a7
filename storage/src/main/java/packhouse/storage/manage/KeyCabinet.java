package packhouse.storage.manage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import packhouse.protocol.FileId;
import packhouse.protocol.FileName;
import packhouse.protocol.FileType;
import packhouse.protocol.Sha256;
import packhouse.storage.format.KeyFile;
import packhouse.storage.format.KeyFileWriter;
import packhouse.storage.format.RepositoryKey;
import packhouse.storage.format.Source;
import packhouse.storage.repository.Repository;
import packhouse.storage.repository.Unlocked;
import packhouse.storage.store.FileSet;
import packhouse.storage.store.Saved;
import packhouse.storage.store.Store;
import packhouse.storage.store.Upload;
import packhouse.storage.upkeep.Keys;

/**
 * The keys of one repository. All open the same lock: who had one once may have kept what it opens. One change at a time, which whoever
 * calls sees to.
 */
public final class KeyCabinet {

    private final Repository repository;
    private final Store store;
    private final KeyFileWriter writer;
    private final Clock clock;

    /**
     * The keys of {@code repository}, whose files are in {@code store}.
     *
     * @param clock with the zone that a key file shows its time in
     */
    public KeyCabinet(Repository repository, Store store, KeyFileWriter writer, Clock clock) {
        this.repository = repository;
        this.store = store;
        this.writer = writer;
        this.clock = clock;
    }

    /** Who makes a key; told in its file, unsealed. */
    public record Maker(String user, String host) {}

    /** Those there are. */
    public Keys list() throws IOException {
        return Keys.read(ids(), store);
    }

    private List<FileId> ids() throws IOException {
        return store.list(FileType.KEYS).stream()
                .flatMap(list -> list.parts().stream())
                .flatMap(KeyCabinet::ids)
                .toList();
    }

    private static Stream<FileId> ids(FileSet part) {
        return IntStream.range(0, part.count()).mapToObj(part::id);
    }

    /**
     * Adds a key by which {@code password} opens the repository. Takes a second: it is opened once by the new key before that is stored.
     *
     * @param password in bytes of UTF-8, without the end of a line; not kept
     */
    public KeyOutcome add(Unlocked opened, byte[] password, Maker maker) throws IOException {
        if (password.length == 0) {
            return new KeyOutcome.Refused("an empty password protects nothing, and clients do not take it");
        }
        if (ids().size() >= Unlocked.MAX_KEYS) {
            return new KeyOutcome.Refused("it has " + Unlocked.MAX_KEYS + " keys or more, and clients try no more");
        }
        byte[] file = writer.write(password, opened.key(), maker.host(), maker.user(), OffsetDateTime.now(clock));
        prove(file, password);
        FileId id = FileId.of(Sha256.start().digest(file));
        save(FileName.of(FileType.KEYS, id), file);
        return new KeyOutcome.Done(id);
    }

    private void prove(byte[] file, byte[] password) throws IOException {
        RepositoryKey key = KeyFile.parse(Source.of("the new key", file))
                .open(password)
                .orElseThrow(() -> new IllegalStateException("a key that its own password does not open"));
        Unlocked.open(store, key).close();
    }

    private void save(FileName name, byte[] file) throws IOException {
        Upload upload = repository.begin(name, OptionalLong.of(file.length));
        try {
            upload.write(ByteBuffer.wrap(file));
            Saved saved = upload.finish();
            if (!(saved instanceof Saved.Stored)) {
                throw new IllegalStateException(name + ": a new key with a random salt is there already: " + saved);
            }
        } finally {
            upload.abandon();
        }
    }

    /**
     * Removes a key as a client does that deletes it. Never the one that opened the repository just now: so one always stays whose
     * password somebody knows.
     *
     * @param opened by its password
     * @param beginning of the id of the key
     */
    public KeyOutcome remove(Unlocked opened, String beginning) throws IOException {
        FileId used = opened.keyFile().orElseThrow(() -> new IllegalStateException("opened without a password"));
        List<FileId> found =
                ids().stream().filter(id -> id.toString().startsWith(beginning)).toList();
        if (found.size() != 1) {
            return new KeyOutcome.Unclear(found.size());
        }
        FileId key = found.get(0);
        if (key.equals(used)) {
            return new KeyOutcome.Refused("key " + key + " is the one whose password was given");
        }
        if (store.size(FileName.of(FileType.KEYS, used)).isEmpty()) {
            return new KeyOutcome.Refused("the key whose password was given has just been removed itself");
        }
        repository.delete(FileName.of(FileType.KEYS, key));
        return new KeyOutcome.Done(key);
    }
}
