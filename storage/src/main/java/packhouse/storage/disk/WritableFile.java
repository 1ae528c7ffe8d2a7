package packhouse.storage.disk;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/** A new file that is being written from its beginning on; used by one thread at a time. */
public interface WritableFile extends Closeable {

    /** Writes all that the buffers hold. */
    void write(ByteBuffer... buffers) throws IOException;

    /** Makes everything written so far durable. */
    void force() throws IOException;
}
