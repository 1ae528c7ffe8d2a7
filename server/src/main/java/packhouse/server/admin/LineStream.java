package packhouse.server.admin;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import java.util.concurrent.TimeUnit;
import packhouse.protocol.admin.Audience;
import packhouse.protocol.admin.Message;
import packhouse.protocol.admin.RecordJson;
import packhouse.protocol.admin.Status;

/** An answer that is sent line by line while it is worked out, the last one on its connection. */
final class LineStream implements Audience {

    private final ChannelHandlerContext ctx;
    private final boolean chunked;

    /** {@code version} of the request: before 1.1 the answer ends with its connection. */
    LineStream(ChannelHandlerContext ctx, HttpVersion version) {
        this.ctx = ctx;
        this.chunked = version.compareTo(HttpVersion.HTTP_1_1) >= 0;
    }

    /** From now on it is too late for another status. */
    void begin() {
        HttpResponse head = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
        head.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, "application/x-ndjson")
                .set(HttpHeaderNames.CONNECTION, "close")
                .set(HttpHeaderNames.CACHE_CONTROL, "no-store")
                .set("X-Content-Type-Options", "nosniff");
        HttpUtil.setTransferEncodingChunked(head, chunked);
        ctx.writeAndFlush(head);
    }

    /** A client that reads slowly misses how far the work has come, but nothing else; one that does not read is given up. */
    @Override
    public void tell(Message message) {
        if (message instanceof Status) {
            if (ctx.channel().isWritable()) {
                ctx.writeAndFlush(new DefaultHttpContent(Unpooled.wrappedBuffer(RecordJson.line(message))));
            }
            return;
        }
        ChannelFuture sent =
                ctx.writeAndFlush(new DefaultHttpContent(Unpooled.wrappedBuffer(RecordJson.line(message))));
        if (!sent.awaitUninterruptibly(Limits.STEP.toNanos(), TimeUnit.NANOSECONDS)) {
            ctx.close();
        }
    }

    @Override
    public boolean isGone() {
        return !ctx.channel().isActive();
    }

    /** Sends the last line and closes the connection, at the latest when the client has had its time to take it. */
    void end(Message last) {
        if (ctx.executor().isShuttingDown()) {
            // The server has ended while this was worked out, and its connections with it: a timer would be refused.
            return;
        }
        ctx.writeAndFlush(new DefaultLastHttpContent(Unpooled.wrappedBuffer(RecordJson.line(last))))
                .addListener(ChannelFutureListener.CLOSE);
        ctx.executor().schedule(() -> ctx.close(), Limits.STEP.toNanos(), TimeUnit.NANOSECONDS);
    }
}
