package packhouse.server.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.FileRegion;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http2.Http2StreamChannel;
import java.time.Instant;
import java.util.Optional;
import packhouse.protocol.Refusal;

/** One request and its answer. Lives on one event loop. */
final class Exchange {

    private final ChannelHandlerContext ctx;
    private final HttpRequest request;
    private final DataPlane plane;
    private final String remote;
    private final Instant began;
    private final long beganNanos = System.nanoTime();
    private String user = "";
    private boolean keepAlive;
    private int status;
    private long received;
    private long sent;
    private Optional<Journal.Touched> touched = Optional.empty();
    private boolean answered;
    private boolean bodyBroken;

    Exchange(ChannelHandlerContext ctx, HttpRequest request, DataPlane plane, String remote) {
        this.ctx = ctx;
        this.request = request;
        this.plane = plane;
        this.remote = remote;
        this.began = plane.clock().instant();
        this.keepAlive = HttpUtil.isKeepAlive(request) && !plane.isDraining();
    }

    /** Where its answer is written. */
    ChannelHandlerContext context() {
        return ctx;
    }

    HttpRequest request() {
        return request;
    }

    String remote() {
        return remote;
    }

    String user() {
        return user;
    }

    Attendant.Caller caller() {
        return new Attendant.Caller(user, remote);
    }

    /** Who it is that asks. */
    Attendant.Caller known(String name) {
        user = name;
        return caller();
    }

    /** The value of a header, empty if it is missing. */
    String header(CharSequence name) {
        String value = request.headers().get(name);
        return value == null ? "" : value;
    }

    void received(int bytes) {
        received += bytes;
    }

    void touched(Journal.Touched what) {
        touched = Optional.of(what);
    }

    boolean isAnswered() {
        return answered;
    }

    boolean keepsAlive() {
        return keepAlive;
    }

    /** No further request on this connection, whatever the client wants. */
    void closeAfterwards() {
        keepAlive = false;
    }

    /** As the access log shows it. The codec of HTTP/2 streams dresses their requests up as HTTP/1.1. */
    private String protocol() {
        return ctx.channel() instanceof Http2StreamChannel
                ? "HTTP/2.0"
                : request.protocolVersion().text();
    }

    /** Sends a whole answer. */
    ChannelFuture reply(Reply reply) {
        ByteBuf body =
                request.method().name().equals("HEAD") ? Unpooled.EMPTY_BUFFER : Unpooled.wrappedBuffer(reply.body());
        DefaultFullHttpResponse response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1, new HttpResponseStatus(reply.status(), reply.phrase()), body);
        for (Refusal.Header header : reply.headers()) {
            response.headers().set(header.name(), header.value());
        }
        prepare(response, reply.length());
        sent = body.readableBytes();
        answered = true;
        return ctx.writeAndFlush(response);
    }

    /** Begins an answer whose body follows by {@link #send}. */
    void begin(HttpResponseStatus code, HttpHeaders headers, long length) {
        HttpResponse response = new DefaultHttpResponse(HttpVersion.HTTP_1_1, code, headers);
        prepare(response, length);
        answered = true;
        ctx.write(response, ctx.voidPromise());
    }

    /** Sends a piece of the body. */
    ChannelFuture send(ByteBuf piece) {
        sent += piece.readableBytes();
        return ctx.write(new DefaultHttpContent(piece));
    }

    /** Sends the body as a part of a file, without copying it: only for HTTP/1.1 in clear text. */
    void send(FileRegion part) {
        sent += part.count();
        ctx.write(part);
    }

    /** Ends an answer that {@link #begin} began. */
    ChannelFuture end() {
        return ctx.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT);
    }

    private void prepare(HttpResponse response, long length) {
        status = response.status().code();
        HttpHeaders headers = response.headers();
        headers.set(HttpHeaderNames.CONTENT_LENGTH, Long.toString(length));
        headers.set(HttpHeaderNames.DATE, plane.date().now());
        if (!keepAlive) {
            headers.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        } else if (request.protocolVersion().equals(HttpVersion.HTTP_1_0)) {
            headers.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.KEEP_ALIVE);
        }
    }

    /** Breaks the connection off: the only honest end of an answer that cannot be completed. */
    void breakOff() {
        keepAlive = false;
        ctx.close();
    }

    /** Asks for the body that the client holds back until it hears that it is wanted. */
    void continueIfAsked() {
        if (HttpUtil.is100ContinueExpected(request)) {
            ctx.writeAndFlush(new DefaultFullHttpResponse(
                            HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE, Unpooled.EMPTY_BUFFER))
                    .addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
        }
    }

    /** The body is not what its header says. */
    void bodyIsBroken() {
        bodyBroken = true;
        closeAfterwards();
    }

    /** Whether nothing that still comes on this connection can be told apart any more. */
    boolean isUnreadable() {
        return bodyBroken || request.decoderResult().isFailure();
    }

    /** Runs a task on the event loop of this exchange, at once if this is it. */
    void onLoop(Runnable task) {
        if (ctx.executor().inEventLoop()) {
            task.run();
        } else {
            ctx.executor().execute(task);
        }
    }

    /** Writes down why the request is turned down. */
    void refused(Refusal refusal) {
        plane.journal().refused(refusal, request.method().name(), request.uri(), user, remote);
    }

    /** Writes down what went wrong. */
    void trouble(Exception cause) {
        plane.journal().trouble(request.method() + " " + request.uri(), remote, cause);
    }

    /** Writes down what happened. */
    void close() {
        plane.journal()
                .answered(new Journal.Answered(
                        remote,
                        user,
                        began,
                        request.method().name(),
                        request.uri(),
                        protocol(),
                        status,
                        received,
                        sent,
                        header(HttpHeaderNames.REFERER),
                        header(HttpHeaderNames.USER_AGENT),
                        System.nanoTime() - beganNanos,
                        touched));
    }
}
