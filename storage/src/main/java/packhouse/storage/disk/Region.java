package packhouse.storage.disk;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/**
 * A file that is open for reading, so that a transport may send it without copying it through the program.
 *
 * @param channel open until {@link #close()}; its position is never used
 * @param size length in bytes when it was opened
 */
public record Region(FileChannel channel, long size) implements Closeable {

    /**
     * Fills the buffer from {@code position} on, as far as it has room and the file has bytes.
     *
     * @return the number of bytes read, 0 at the end of the file
     */
    public int read(ByteBuffer target, long position) throws IOException {
        int total = 0;
        while (target.hasRemaining()) {
            int read = channel.read(target, position + total);
            if (read < 0) {
                break;
            }
            total += read;
        }
        return total;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
