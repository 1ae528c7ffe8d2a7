package packhouse.storage.repack;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import packhouse.storage.disk.Disk;
import packhouse.storage.disk.Region;
import packhouse.storage.format.Source;

/** A file outside of the store, open; it stays readable when it is moved. */
record StagedFile(String name, Region region) implements Source, Closeable {

    static StagedFile open(Disk disk, Path path) throws IOException {
        return new StagedFile(
                path.toString(), disk.open(path).orElseThrow(() -> new NoSuchFileException(path.toString())));
    }

    @Override
    public long size() {
        return region.size();
    }

    @Override
    public void read(long position, byte[] target, int offset, int length) throws IOException {
        if (region.read(ByteBuffer.wrap(target, offset, length), position) < length) {
            throw new EOFException(name + ": ends before the " + length + " bytes at " + position);
        }
    }

    @Override
    public void close() throws IOException {
        region.close();
    }
}
