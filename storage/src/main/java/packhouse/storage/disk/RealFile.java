package packhouse.storage.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** A new file of the machine. */
final class RealFile implements WritableFile {

    private final Path path;
    private final FileChannel channel;

    RealFile(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    @Override
    public void write(ByteBuffer... buffers) throws IOException {
        try {
            for (int first = 0; first < buffers.length; ) {
                if (buffers[first].hasRemaining()) {
                    channel.write(buffers, first, buffers.length - first);
                } else {
                    first++;
                }
            }
        } catch (IOException e) {
            throw Trouble.with(path, e);
        }
    }

    @Override
    public void force() throws IOException {
        try {
            channel.force(false);
        } catch (IOException e) {
            throw Trouble.with(path, e);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
