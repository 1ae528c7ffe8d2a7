package packhouse.server.http;

import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What becomes of a connection (or of an HTTP/2 stream) after an answer, and when its client sends no more. Lives on one event loop. */
final class Parting {

    private final boolean isStream;
    private final Body body;
    private @Nullable ChannelFuture lastAnswer;
    private boolean inputOver;

    Parting(boolean isStream, Body body) {
        this.isStream = isStream;
        this.body = body;
    }

    /** The answer is on its way and the body was read: on to the next request, or to the end of the connection. */
    void answered(Exchange exchange, ChannelFuture written) {
        lastAnswer = written;
        if (!exchange.keepsAlive() && !isStream) {
            written.addListener(done -> exchange.context().close());
        } else {
            body.next();
        }
    }

    /**
     * The answer came before the end of the body. What is still on its way is read and dropped for a while: closing at once would
     * reset the connection, and the reset could destroy the answer before the client reads it (RFC 9112 section 9.6).
     */
    void drain(Exchange exchange, ChannelFuture written) {
        ChannelHandlerContext ctx = exchange.context();
        Runnable close = ctx::close;
        ctx.executor().schedule(close, Limits.DRAIN_TIME.toMillis(), TimeUnit.MILLISECONDS);
        if (exchange.isUnreadable() || inputOver) {
            written.addListener(done -> Linger.close(ctx.channel()));
        }
        body.into(new Dropped(Limits.DRAIN_BYTES, isStream ? () -> {} : close, close));
    }

    /** The client sends no more, but what it sent may not have been looked at. */
    void inputEnds() {
        inputOver = true;
    }

    /** Closes the connection as soon as the last answer is written. */
    void close(ChannelHandlerContext ctx) {
        if (lastAnswer == null) {
            ctx.close();
        } else {
            lastAnswer.addListener(done -> ctx.close());
        }
    }
}
