package packhouse.storage.catalog;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;
import packhouse.storage.disk.Disk;
import packhouse.storage.disk.Modes;
import packhouse.storage.disk.Region;
import packhouse.storage.disk.WritableFile;

/** A temporary file that is first written to its end, then read anywhere, and is gone when it is closed. Used by one thread. */
final class Spill implements Closeable {

    private final Disk disk;
    private final Path path;
    private final Veil veil;
    private Optional<WritableFile> writer = Optional.empty();
    private Optional<Region> reader = Optional.empty();
    private long size;

    Spill(Scratch scratch) {
        this.disk = scratch.disk();
        this.path = scratch.newFile();
        this.veil = scratch.veils().get();
    }

    /** How many bytes were written. */
    long size() {
        return size;
    }

    /** Writes bytes to the end; the array is not the same afterwards. */
    void write(byte[] buffer, int length) throws IOException {
        if (writer.isEmpty()) {
            writer = Optional.of(disk.create(path, Modes.PRIVATE));
        }
        veil.apply(size, buffer, 0, length);
        writer.get().write(ByteBuffer.wrap(buffer, 0, length));
        size += length;
    }

    /** Reads exactly so many bytes from {@code position} on; nothing may be written after that. */
    void read(long position, byte[] buffer, int length) throws IOException {
        if (reader.isEmpty()) {
            reader = disk.open(path);
        }
        Region region = reader.orElseThrow(() -> new IOException(path + ": is gone while it is needed"));
        if (region.read(ByteBuffer.wrap(buffer, 0, length), position) < length) {
            throw new EOFException(path + ": is shorter than what was written to it");
        }
        veil.apply(position, buffer, 0, length);
    }

    @Override
    public void close() throws IOException {
        if (reader.isPresent()) {
            reader.get().close();
        }
        if (writer.isPresent()) {
            writer.get().close();
            disk.delete(path);
        }
        writer = Optional.empty();
    }
}
