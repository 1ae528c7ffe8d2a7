package packhouse.server.http;

import io.netty.buffer.ByteBuf;

/** A body that nobody wants, up to a limit. */
final class Dropped implements Sink {

    private final long limit;
    private final Runnable atEnd;
    private final Runnable tooMuch;
    private long bytes;

    /** Calls {@code atEnd} when the body is over, {@code tooMuch} when it is longer than {@code limit} bytes. */
    Dropped(long limit, Runnable atEnd, Runnable tooMuch) {
        this.limit = limit;
        this.atEnd = atEnd;
        this.tooMuch = tooMuch;
    }

    @Override
    public void take(ByteBuf piece) {
        boolean within = bytes <= limit;
        bytes += piece.readableBytes();
        piece.release();
        if (within && bytes > limit) {
            tooMuch.run();
        }
    }

    @Override
    public void end() {
        if (bytes <= limit) {
            atEnd.run();
        }
    }
}
