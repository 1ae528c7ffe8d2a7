package packhouse.storage.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;

/** Bytes in memory that read like an open file. */
final class SimulatedChannel extends FileChannel {

    private final ByteBuffer bytes;
    private long position;

    SimulatedChannel(byte[] bytes) {
        this.bytes = ByteBuffer.wrap(bytes).asReadOnlyBuffer();
    }

    @Override
    public int read(ByteBuffer target, long from) throws IOException {
        if (!isOpen()) {
            throw new ClosedChannelException();
        }
        if (from >= bytes.limit()) {
            return -1;
        }
        int length = (int) Math.min(target.remaining(), bytes.limit() - from);
        target.put(bytes.duplicate().position((int) from).limit((int) from + length));
        return length;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        int read = read(target, position);
        position += Math.max(0, read);
        return read;
    }

    @Override
    public long read(ByteBuffer[] targets, int offset, int length) throws IOException {
        return length == 0 ? 0 : read(targets[offset]);
    }

    @Override
    public long transferTo(long from, long count, WritableByteChannel target) throws IOException {
        if (from >= bytes.limit()) {
            return 0;
        }
        int length = (int) Math.min(count, bytes.limit() - from);
        return target.write(bytes.duplicate().position((int) from).limit((int) from + length));
    }

    @Override
    public long position() {
        return position;
    }

    @Override
    public FileChannel position(long newPosition) {
        position = newPosition;
        return this;
    }

    @Override
    public long size() throws IOException {
        if (!isOpen()) {
            throw new ClosedChannelException();
        }
        return bytes.limit();
    }

    @Override
    public int write(ByteBuffer source) {
        throw readOnly();
    }

    @Override
    public long write(ByteBuffer[] sources, int offset, int length) {
        throw readOnly();
    }

    @Override
    public int write(ByteBuffer source, long at) {
        throw readOnly();
    }

    @Override
    public FileChannel truncate(long size) {
        throw readOnly();
    }

    @Override
    public void force(boolean metaData) {
        throw readOnly();
    }

    @Override
    public long transferFrom(ReadableByteChannel source, long at, long count) {
        throw readOnly();
    }

    @Override
    public MappedByteBuffer map(MapMode mode, long at, long size) {
        throw readOnly();
    }

    @Override
    public FileLock lock(long at, long size, boolean shared) {
        throw readOnly();
    }

    @Override
    public FileLock tryLock(long at, long size, boolean shared) {
        throw readOnly();
    }

    private static UnsupportedOperationException readOnly() {
        return new UnsupportedOperationException("a region is only read");
    }

    @Override
    protected void implCloseChannel() {
        // Bytes in memory need no closing; isOpen() is what tests look at.
    }
}
