package packhouse.server.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Watches one connection at the level of raw bytes and closes it when the client keeps it waiting too long: for the header of a
 * request, for the rest of a body, or for taking an answer. A client that moves, however slowly, is never cut off in the
 * middle; a server that is slow itself is nobody's fault.
 */
final class ConnectionGuard extends ChannelDuplexHandler {

    /** How exactly deadlines are kept: one timer a connection, armed for the deadline and looked at when it rings. */
    private static final Duration GRAIN = Duration.ofSeconds(1);

    private final Silence silence;
    private final Traffic traffic;
    private final ReadSwitch reads;
    private final String remote;
    private final long opened = System.nanoTime();
    private long idleSince = opened;
    private long moved = opened;
    private long lastOutput;
    private int active;
    private boolean spoke;
    private @Nullable Future<?> timer;
    private boolean closeWhenIdle;

    ConnectionGuard(Channel channel, Silence silence, Traffic traffic, String remote) {
        this.traffic = traffic;
        this.silence = silence;
        this.reads = new ReadSwitch(channel);
        this.remote = remote;
    }

    /** Whether the transport reads; shared by all streams of the connection. */
    ReadSwitch reads() {
        return reads;
    }

    String remote() {
        return remote;
    }

    /** The header of a request is complete. */
    void began(Channel connection) {
        if (!spoke) {
            spoke = true;
            silence.spoke(connection, remote);
        }
        active++;
        traffic.began();
        moved = System.nanoTime();
    }

    /** A request is answered. */
    void ended(Channel connection) {
        active--;
        traffic.ended();
        idleSince = System.nanoTime();
        if (closeWhenIdle && active == 0) {
            connection.close();
        }
    }

    /** Closes the connection as soon as no request is under way. */
    void closeWhenIdle(Channel connection) {
        closeWhenIdle = true;
        if (active == 0) {
            connection.close();
        }
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        silence.opened(ctx.channel(), remote);
        arm(ctx, Limits.FIRST_HEADER.toNanos());
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        silence.spoke(ctx.channel(), remote);
        if (timer != null) {
            timer.cancel(false);
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object msg) {
        moved = System.nanoTime();
        ctx.fireChannelRead(msg);
    }

    private void arm(ChannelHandlerContext ctx, long nanos) {
        timer = ctx.executor().schedule(() -> check(ctx), Math.max(nanos, GRAIN.toNanos()), TimeUnit.NANOSECONDS);
    }

    private void check(ChannelHandlerContext ctx) {
        long now = System.nanoTime();
        long left = deadline(ctx, now) - now;
        if (left <= 0) {
            ctx.close();
        } else {
            arm(ctx, left);
        }
    }

    private long deadline(ChannelHandlerContext ctx, long now) {
        if (active == 0) {
            return spoke ? idleSince + Limits.NEXT_HEADER.toNanos() : opened + Limits.FIRST_HEADER.toNanos();
        }
        long output = output(ctx.channel());
        boolean sending = output != 0;
        if (output != lastOutput || !(sending || reads.isReading())) {
            lastOutput = output;
            moved = now;
        }
        return moved + Limits.STALL.toNanos();
    }

    /** A number that changes whenever the socket takes bytes, 0 if none wait for it. */
    private static long output(Channel channel) {
        ChannelOutboundBuffer buffer = channel.unsafe().outboundBuffer();
        if (buffer == null || buffer.isEmpty()) {
            return 0;
        }
        return 1 + buffer.totalPendingWriteBytes() + 31 * (buffer.currentProgress() + 31L * buffer.size());
    }
}
