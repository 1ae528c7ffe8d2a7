package packhouse.server.http;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Bounds what was read from files but not yet taken by sockets, where files go through memory. As long as little is held in all,
 * pieces are large, because each costs a change of threads; with many slow clients they are small.
 */
final class SendAhead {

    /** Sixteen TLS records: few changes of threads for a pack. */
    static final int LARGE_PIECE_BYTES = 256 * 1024;

    /** Two TLS records; with two pieces for each of 256 connections that is 16 MiB more. */
    static final int SMALL_PIECE_BYTES = 32 * 1024;

    /** Held by all connections together before pieces become small. */
    private static final long TOTAL_BYTES = 8L * 1024 * 1024;

    private final AtomicLong held = new AtomicLong();

    /** Size of the next piece of a file of which {@code left} bytes are to be sent; it is held until {@link #release}. */
    int take(long left) {
        int most = held.get() < TOTAL_BYTES ? LARGE_PIECE_BYTES : SMALL_PIECE_BYTES;
        int size = (int) Math.min(left, most);
        held.addAndGet(size);
        return size;
    }

    /** The piece was taken by the socket, or dropped. */
    void release(int size) {
        held.addAndGet(-size);
    }
}
