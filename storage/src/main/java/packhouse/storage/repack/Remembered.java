package packhouse.storage.repack;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.zip.CRC32C;
import packhouse.protocol.FileId;
import packhouse.storage.disk.Disk;
import packhouse.storage.disk.Modes;
import packhouse.storage.disk.Region;
import packhouse.storage.disk.WritableFile;

/**
 * Packs that were sampled once and hardly shrink, so that the next plan need not read them again. If the file is lost or damaged, they are
 * sampled again. The file:
 *
 * <pre>
 * remembered = magic (16), id (32)..., CRC32C of all before (8)      the ids are in their order
 * </pre>
 */
final class Remembered {

    /** More are not remembered: 32 MB. */
    static final int MOST = 1_000_000;

    private static final byte[] MAGIC = "packhouseinc 001".getBytes(StandardCharsets.US_ASCII);

    private final Disk disk;
    private final Path file;

    Remembered(Disk disk, Path file) {
        this.disk = disk;
        this.file = file;
    }

    /** What was remembered. */
    NavigableSet<FileId> read() throws IOException {
        NavigableSet<FileId> ids = new TreeSet<>();
        Optional<Region> found = disk.open(file);
        if (found.isEmpty()) {
            return ids;
        }
        try (Region region = found.get()) {
            if (region.size() > MAGIC.length + (long) MOST * FileId.BYTES + Long.BYTES) {
                return ids;
            }
            byte[] bytes = new byte[(int) region.size()];
            region.read(ByteBuffer.wrap(bytes), 0);
            if (isWhole(bytes)) {
                for (int at = MAGIC.length; at < bytes.length - Long.BYTES; at += FileId.BYTES) {
                    ids.add(FileId.of(Arrays.copyOfRange(bytes, at, at + FileId.BYTES)));
                }
            }
        }
        return ids;
    }

    private static boolean isWhole(byte... bytes) {
        int end = bytes.length - Long.BYTES;
        return end >= MAGIC.length
                && (end - MAGIC.length) % FileId.BYTES == 0
                && Arrays.equals(bytes, 0, MAGIC.length, MAGIC, 0, MAGIC.length)
                && ByteBuffer.wrap(bytes).getLong(end) == sum(bytes, end);
    }

    private static long sum(byte[] bytes, int length) {
        CRC32C sum = new CRC32C();
        sum.update(bytes, 0, length);
        return sum.getValue();
    }

    /** Remembers these and no others; some of them if they are too many. */
    void write(Collection<FileId> ids) throws IOException {
        int count = Math.min(MOST, ids.size());
        ByteBuffer bytes = ByteBuffer.allocate(MAGIC.length + count * FileId.BYTES + Long.BYTES);
        bytes.put(MAGIC);
        ids.stream()
                .sorted()
                .limit(count)
                .forEach(id ->
                        bytes.putLong(id.a()).putLong(id.b()).putLong(id.c()).putLong(id.d()));
        bytes.putLong(sum(bytes.array(), bytes.position()));
        Path temporary = file.resolveSibling(file.getFileName() + ".new");
        disk.delete(temporary);
        try (WritableFile writable = disk.create(temporary, Modes.PRIVATE)) {
            writable.write(bytes.flip());
        }
        disk.rename(temporary, file);
    }
}
