package packhouse.storage.store;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * One file on its way into a store. Used by one thread at a time; ends by {@link #finish} or {@link #abandon}, after which it
 * leaves nothing behind but, perhaps, the stored file.
 */
public interface Upload {

    /** Takes the next bytes. After a failure only {@link #abandon} may follow. */
    void write(ByteBuffer... buffers) throws IOException;

    /** The bytes taken so far. */
    long received();

    /** Checks what came and, if it may, makes it a durable file of the repository. Leaves no temporary, also on failure. */
    Saved finish() throws IOException;

    /** Forgets everything received. May be called after a failure and more than once. */
    void abandon();
}
