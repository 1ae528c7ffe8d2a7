package packhouse.storage.session;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;
import packhouse.protocol.FileId;
import packhouse.storage.disk.Disk;
import packhouse.storage.disk.Modes;
import packhouse.storage.disk.Region;
import packhouse.storage.disk.WritableFile;

/**
 * Which locks came and since when their sessions are at work, so that a restart forgets no beginning. Big-endian:
 *
 * <pre>
 * journal = "PHLOCKS1" { line }
 * line    = lock:32 tag:32 millis:8 crc:4        crc: CRC32C of what stands before; a lock of zeros: the session has none
 * </pre>
 *
 * <p>The tag is a {@link packhouse.storage.format.Pseudonym}, or zeros for a lock that was not read. Of one lock, and of one session, the
 * last line holds. That a lock went is not written: who reads the journal looks whether it is there. A journal that is missing, or
 * damaged, says nothing at all; its last line may be cut off, then nobody was told that its lock was taken.
 */
final class LockJournal implements Closeable {

    /** Most bytes added before it is written anew. */
    private static final int MAX_ADDED = 256 * 1024;

    private static final byte[] MAGIC = "PHLOCKS1".getBytes(StandardCharsets.US_ASCII);
    private static final int LINE = 2 * FileId.BYTES + 8 + 4;

    /** All locks that are told apart, all sessions without one, and what was added to them. */
    private static final int MAX_READ = (Lineages.MAX_LOCKS + Lineages.MAX_LINEAGES) * LINE + 2 * MAX_ADDED;

    private final Disk disk;
    private final Path file;
    private Optional<WritableFile> open = Optional.empty();
    private int added;

    /** {@code file} lies in a directory that is there when the first line is written. */
    LockJournal(Disk disk, Path file) {
        this.disk = disk;
        this.file = file;
    }

    /** What was written down; empty if nothing is known. */
    Optional<List<Lineages.Line>> read() throws IOException {
        Optional<Region> found = disk.open(file);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        try (Region region = found.get()) {
            if (region.size() > MAX_READ) {
                return Optional.empty();
            }
            ByteBuffer bytes = ByteBuffer.allocate((int) region.size());
            region.read(bytes, 0);
            return parse(bytes.flip());
        }
    }

    static Optional<List<Lineages.Line>> parse(ByteBuffer bytes) {
        if (bytes.remaining() < MAGIC.length || bytes.slice(0, MAGIC.length).compareTo(ByteBuffer.wrap(MAGIC)) != 0) {
            return Optional.empty();
        }
        List<Lineages.Line> lines = new ArrayList<>();
        for (int at = MAGIC.length; at < bytes.limit(); at += LINE) {
            int length = Math.min(LINE, bytes.limit() - at);
            ByteBuffer line = bytes.slice(at, length);
            if (length < LINE || crc(line) != line.getInt(LINE - 4)) {
                boolean last = at + length == bytes.limit();
                return last ? Optional.of(lines) : Optional.empty();
            }
            lines.add(new Lineages.Line(id(line), id(line), Instant.ofEpochMilli(line.getLong())));
        }
        return Optional.of(lines);
    }

    private static FileId id(ByteBuffer in) {
        return new FileId(in.getLong(), in.getLong(), in.getLong(), in.getLong());
    }

    private static int crc(ByteBuffer line) {
        CRC32C crc = new CRC32C();
        crc.update(line.slice(0, LINE - 4));
        return (int) crc.getValue();
    }

    private static void put(ByteBuffer out, FileId id) {
        out.putLong(id.a()).putLong(id.b()).putLong(id.c()).putLong(id.d());
    }

    private static ByteBuffer bytes(Collection<Lineages.Line> lines) {
        ByteBuffer out = ByteBuffer.allocate(lines.size() * LINE);
        for (Lineages.Line line : lines) {
            int at = out.position();
            put(out, line.lock());
            put(out, line.tag());
            out.putLong(line.since().toEpochMilli());
            out.putInt(crc(out.slice(at, LINE)));
        }
        return out.flip();
    }

    /** Whether the next line should not be added, but all of it written anew. */
    boolean isDue() {
        return open.isEmpty() || added >= MAX_ADDED;
    }

    /** Adds a line, durable. */
    void add(Lineages.Line line) throws IOException {
        WritableFile to = open.orElseThrow(() -> new IllegalStateException(file + ": not written yet"));
        to.write(bytes(List.of(line)));
        to.force();
        added += LINE;
    }

    /** Writes all of it anew, durable. */
    void write(Collection<Lineages.Line> lines) throws IOException {
        close();
        added = 0;
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        disk.delete(fresh);
        WritableFile to = disk.create(fresh, Modes.PRIVATE);
        try {
            to.write(ByteBuffer.wrap(MAGIC), bytes(lines));
            to.force();
            disk.rename(fresh, file);
            disk.forceDirectory(folder());
        } catch (IOException | RuntimeException e) {
            to.close();
            throw e;
        }
        open = Optional.of(to);
    }

    /** Removes it, durable: no journal is better than one that leaves something out. */
    void forget() throws IOException {
        close();
        if (disk.delete(file)) {
            disk.forceDirectory(folder());
        }
    }

    private Path folder() {
        return Optional.ofNullable(file.getParent()).orElseThrow();
    }

    @Override
    public void close() throws IOException {
        Optional<WritableFile> file = open;
        open = Optional.empty();
        if (file.isPresent()) {
            file.get().close();
        }
    }
}
