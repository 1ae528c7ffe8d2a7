package packhouse.server.admin;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import packhouse.server.net.Peer;

/**
 * One connection of the admin plane: takes a request, answers, takes the next. It reads only what it is ready for, so requests that
 * a client sends in advance wait in its own socket.
 */
final class AdminHandler extends ChannelInboundHandlerAdapter {

    private final Resources resources;
    private final Optional<Owner> owner;
    private final AdminReport report;
    private final Body body = new Body();
    /** Parts of requests that came with one read and are not yet due. */
    private final Deque<Object> ahead = new ArrayDeque<>();

    private String by = Peer.UNKNOWN;
    private @Nullable HttpRequest request;
    private @Nullable Future<?> timer;
    private long received;
    private boolean answering;
    private boolean last;
    /** An answer is being worked out; reading on tells at once when the client leaves. */
    private boolean watching;

    /** {@code owner}: given if the client is admin. */
    AdminHandler(Resources resources, Optional<Owner> owner, AdminReport report) {
        this.resources = resources;
        this.owner = owner;
        this.report = report;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        by = Peer.of(ctx.channel());
        await(ctx);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        disarm();
        answering = true;
        body.wipe();
        ahead.forEach(ReferenceCountUtil::release);
        ahead.clear();
    }

    /** Gives the client a while for its next request. */
    private void await(ChannelHandlerContext ctx) {
        request = null;
        received = 0;
        body.wipe();
        answering = false;
        arm(ctx);
        go(ctx);
    }

    /** Takes what was read, up to the end of a request; reads on if that has not come yet. */
    private void go(ChannelHandlerContext ctx) {
        while (!answering && !ahead.isEmpty()) {
            Object message = ahead.remove();
            try {
                take(ctx, message);
            } finally {
                ReferenceCountUtil.release(message);
            }
        }
        if (!answering) {
            ctx.read();
        }
    }

    /** Ends the connection unless its next step comes in time. */
    private void arm(ChannelHandlerContext ctx) {
        disarm();
        timer = ctx.executor().schedule(() -> ctx.close(), Limits.STEP.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void disarm() {
        if (timer != null) {
            timer.cancel(false);
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (watching) {
            ReferenceCountUtil.release(message);
        } else {
            ahead.add(message);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        if (watching) {
            ctx.read();
        } else {
            go(ctx);
        }
    }

    private void take(ChannelHandlerContext ctx, Object message) {
        if (message instanceof HttpRequest head) {
            request = head;
            last = !HttpUtil.isKeepAlive(head);
            if (head.decoderResult().isFailure()) {
                refuse(ctx, Malformed.answer(head.decoderResult().cause()));
                return;
            }
        }
        if (message instanceof HttpContent content) {
            received += content.content().readableBytes();
            if (content.decoderResult().isFailure()) {
                refuse(ctx, Malformed.answer(content.decoderResult().cause()));
                return;
            }
        }
        if (received > Limits.BODY_BYTES) {
            refuse(ctx, Malformed.tooMuch());
            return;
        }
        if (message instanceof HttpContent content && owner.isPresent()) {
            body.take(content.content());
        }
        if (message instanceof LastHttpContent && request != null) {
            answer(ctx, request);
        }
    }

    /** Answers what cannot be read to its end. */
    private void refuse(ChannelHandlerContext ctx, Answer answer) {
        answering = true;
        last = true;
        send(ctx, answer);
    }

    private void answer(ChannelHandlerContext ctx, HttpRequest complete) {
        answering = true;
        String path = complete.uri().split("[?#]", 2)[0];
        if (owner.isPresent() && Inquiries.isAddress(path)) {
            ask(ctx, owner.get().inquiries(), complete, path);
            return;
        }
        if (owner.isPresent() && Locksmith.isAddress(path)) {
            work(ctx, owner.get().locksmith(), complete, path);
            return;
        }
        if (owner.isPresent() && JobDesk.isAddress(path)) {
            work(ctx, owner.get().jobs(), complete, complete.uri());
            return;
        }
        resources
                .answer(complete.method().name(), path, owner.isPresent())
                .thenAcceptAsync(answer -> send(ctx, answer), ctx.executor());
    }

    private void ask(ChannelHandlerContext ctx, Inquiries to, HttpRequest complete, String path) {
        LineStream lines = new LineStream(ctx, complete.protocolVersion());
        Optional<Answer> refusal = to.begin(complete.method().name(), path, body.bytes(), by, lines);
        body.wipe();
        if (refusal.isPresent()) {
            send(ctx, refusal.get());
            return;
        }
        disarm();
        last = true;
        watching = true;
        ctx.read();
    }

    /** An answer that takes a few seconds, in which the connection is not given up. */
    private void work(ChannelHandlerContext ctx, Desk to, HttpRequest complete, String address) {
        disarm();
        to.answer(complete.method().name(), address, body.bytes(), by)
                .thenAcceptAsync(answer -> send(ctx, answer), ctx.executor());
        body.wipe();
    }

    private void send(ChannelHandlerContext ctx, Answer answer) {
        arm(ctx);
        FullHttpResponse response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1,
                HttpResponseStatus.valueOf(answer.status()),
                Unpooled.wrappedBuffer(answer.body().duplicate()));
        response.headers().set(HttpHeaderNames.CACHE_CONTROL, "no-store").set("X-Content-Type-Options", "nosniff");
        // 204 must not have a length (RFC 9110 section 8.6).
        if (answer.status() != HttpResponseStatus.NO_CONTENT.code()) {
            response.headers()
                    .set(HttpHeaderNames.CONTENT_TYPE, answer.type())
                    .set(HttpHeaderNames.CONTENT_LENGTH, answer.body().remaining());
        }
        answer.headers().forEach(response.headers()::set);
        if (last) {
            response.headers().set(HttpHeaderNames.CONNECTION, "close");
        }
        ctx.writeAndFlush(response).addListener((ChannelFutureListener) sent -> {
            if (last || !sent.isSuccess()) {
                ctx.close();
            } else {
                await(ctx);
            }
        });
    }

    /** A client that says no more still gets the answer it asked for. */
    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof ChannelInputShutdownEvent) {
            last = true;
            watching = false;
            if (!answering) {
                ctx.close();
            }
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        // A client that goes away is no news.
        if (!(cause instanceof IOException)) {
            report.trouble("connection", cause);
        }
        ctx.close();
    }
}
