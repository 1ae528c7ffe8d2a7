package packhouse.storage.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Path;

/** An open simulated file; each write is one step. */
final class SimulatedWriter implements WritableFile {

    private final SimulatedDisk disk;
    private final Path path;
    private final SimulatedFile file;
    private boolean closed;

    SimulatedWriter(SimulatedDisk disk, Path path, SimulatedFile file) {
        this.disk = disk;
        this.path = path;
        this.file = file;
    }

    @Override
    public void write(ByteBuffer... buffers) throws IOException {
        open();
        for (ByteBuffer buffer : buffers) {
            byte[] bytes = new byte[buffer.remaining()];
            buffer.get(bytes);
            disk.write(path, file, bytes);
        }
    }

    @Override
    public void force() throws IOException {
        open();
        disk.force(path, file);
    }

    private void open() throws IOException {
        if (closed) {
            throw new ClosedChannelException();
        }
    }

    @Override
    public void close() {
        closed = true;
    }
}
