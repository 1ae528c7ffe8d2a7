package packhouse.server.http;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Bounds what arrived but is not yet on disk. A connection stops being read when it holds its share, or when all together hold
 * the total; then each may still hold what one read gives, so that every upload moves and none can starve the others.
 */
final class Intake {

    /** Enough to keep hashing and writing busy while the next bytes come over a loopback or 10 Gbit/s link. */
    static final int CONNECTION_BYTES = 512 * 1024;

    /** Two dozen connections at full speed; with 256 connections each is down to single reads. */
    static final long TOTAL_BYTES = 12L * 1024 * 1024;

    private final AtomicLong total = new AtomicLong();

    /** The part of one connection, shared by its HTTP/2 streams. Lives on the connection's event loop. */
    final class Share {
        private final ReadSwitch transport;
        private final boolean common;
        private long held;

        private Share(ReadSwitch transport, boolean common) {
            this.transport = transport;
            this.common = common;
        }

        /**
         * Whether what is held has to go now: the connection is not read, or other streams of it may need the room, and none of
         * them can tell this one to make some.
         */
        boolean isPressed() {
            return common || isFull();
        }

        /** Whether the connection is not read until something has gone. */
        boolean isFull() {
            return transport.isHeld(ReadSwitch.Reason.FULL);
        }

        void arrived(int bytes) {
            held += bytes;
            long all = total.addAndGet(bytes);
            if (held > CONNECTION_BYTES || all > TOTAL_BYTES) {
                transport.hold(ReadSwitch.Reason.FULL);
            }
        }

        void gone(int bytes) {
            held -= bytes;
            long all = total.addAndGet(-bytes);
            if (held == 0 || (held < CONNECTION_BYTES / 2 && all < TOTAL_BYTES)) {
                transport.release(ReadSwitch.Reason.FULL);
            }
        }
    }

    /** The share of a connection that has one upload at a time. */
    Share share(ReadSwitch transport) {
        return new Share(transport, false);
    }

    /** The share of a connection whose streams upload side by side. */
    Share commonShare(ReadSwitch transport) {
        return new Share(transport, true);
    }

    /** Bytes held now. */
    long held() {
        return total.get();
    }
}
