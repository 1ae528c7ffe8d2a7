package packhouse.storage.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import packhouse.protocol.FileId;
import packhouse.protocol.FileName;
import packhouse.protocol.FileType;
import packhouse.storage.disk.Region;

/** Files of tests: their names, and how they get into a store and out of it. */
public final class Uploads {

    /** A ledger that nobody reads. */
    public static final Ledger UNCOUNTED = delta -> {};

    private Uploads() {}

    /** The name that this content has. */
    public static FileName name(FileType type, byte[] content) {
        return type == FileType.CONFIG ? FileName.config() : FileName.of(type, id(content));
    }

    /** The id that this content has. */
    public static FileId id(byte[] content) {
        try {
            return FileId.of(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    /** Random bytes. */
    public static byte[] content(RandomGenerator random, int length) {
        byte[] content = new byte[length];
        random.nextBytes(content);
        return content;
    }

    /** Uploads in two pieces, as the network would deliver. */
    public static Saved upload(Store store, FileName name, byte[] content) throws IOException {
        Upload upload = begun(store, name, content);
        return upload.finish();
    }

    /** An upload that has all its bytes but is not finished. */
    public static Upload begun(Store store, FileName name, byte[] content) throws IOException {
        Upload upload = store.begin(name, UNCOUNTED);
        int half = content.length / 2;
        try {
            upload.write(ByteBuffer.wrap(content, 0, half));
            upload.write(ByteBuffer.wrap(content, half, content.length - half));
        } catch (IOException e) {
            upload.abandon();
            throw e;
        }
        assertThat(upload.received()).isEqualTo(content.length);
        return upload;
    }

    /** What a store has under this name, empty if there is no such file. */
    public static Optional<byte[]> download(Store store, FileName name) throws IOException {
        Optional<Region> opened = store.open(name);
        if (opened.isEmpty()) {
            return Optional.empty();
        }
        try (Region region = opened.get()) {
            ByteBuffer buffer = ByteBuffer.allocate((int) region.size());
            assertThat(region.read(buffer, 0)).isEqualTo(buffer.capacity());
            return Optional.of(buffer.array());
        }
    }

    /** The ids in a list, in its order. */
    public static List<FileId> ids(FileList list) {
        List<FileId> ids = new ArrayList<>();
        for (FileSet part : list.parts()) {
            for (int i = 0; i < part.count(); i++) {
                ids.add(part.id(i));
            }
        }
        return ids;
    }

    /** The ids of all files of a kind; fails if the repository is missing. */
    public static List<FileId> listed(Store store, FileType type) throws IOException {
        return ids(store.list(type).orElseThrow());
    }
}
