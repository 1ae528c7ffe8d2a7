package packhouse.server.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import packhouse.protocol.Refusal;
import packhouse.protocol.Refusal.Kind;
import packhouse.protocol.Route;
import packhouse.protocol.RouteParser;
import packhouse.server.access.Doorkeeper;

/**
 * Takes the requests of one connection (or of one HTTP/2 stream) one after the other: who sends it, what it asks for, may they,
 * then the answer. While an answer is in the making nothing is read, so a client that pipelines waits in its own socket.
 */
final class DataHandler extends ChannelInboundHandlerAdapter implements Answering {

    private final DataPlane plane;
    private final Connection connection;
    private final ReadSwitch reads;
    private final Operations operations;
    private final Optional<MetricsPage> metrics;

    private @Nullable ChannelHandlerContext context;
    private @Nullable Exchange exchange;
    private @Nullable Sink sink;
    private @Nullable Pull pull;
    private @Nullable ChannelFuture lastAnswer;
    private boolean bodyOver;
    private boolean inputOver;

    DataHandler(
            DataPlane plane,
            Connection connection,
            ReadSwitch reads,
            Operations operations,
            Optional<MetricsPage> metrics) {
        this.plane = plane;
        this.connection = connection;
        this.reads = reads;
        this.operations = operations;
        this.metrics = metrics;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
    }

    private ChannelHandlerContext ctx() {
        if (context == null) {
            throw new IllegalStateException("not in a pipeline");
        }
        return context;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (message instanceof HttpRequest request && exchange == null && sink == null) {
            begin(request);
            // In HTTP/2 a request without a body is one message, which is its own end.
            if (message instanceof LastHttpContent end) {
                body(end);
            }
        } else if (message instanceof HttpContent content) {
            body(content);
        } else {
            ReferenceCountUtil.release(message);
        }
    }

    private void begin(HttpRequest request) {
        connection.guard().began(connection.channel());
        Exchange current =
                new Exchange(ctx(), request, plane, connection.guard().remote());
        exchange = current;
        bodyOver = false;
        reads.hold(ReadSwitch.Reason.ANSWERING);
        Optional<Refusal> objection = RequestCheck.objection(request);
        if (objection.isPresent()) {
            current.closeAfterwards();
            refuse(objection.get());
        } else if (isMetrics(request) && plane.doorkeeper().metricsAreOpen()) {
            metrics(current);
        } else {
            plane.doorkeeper()
                    .admit(
                            current::header,
                            current.remote(),
                            admission -> current.onLoop(() -> admitted(current, admission)));
        }
    }

    private void admitted(Exchange current, Doorkeeper.Admission admission) {
        if (exchange != current) {
            // The client went away while its password was checked.
            return;
        }
        if (admission instanceof Doorkeeper.Turned turned) {
            refuse(turned.refusal());
            return;
        }
        plane.attendant().met(current.known(((Doorkeeper.Known) admission).user()));
        if (isMetrics(current.request())) {
            metrics(current);
            return;
        }
        RouteParser.Parsed parsed = RouteParser.parse(
                current.request().method().name(), current.request().uri());
        if (parsed instanceof RouteParser.Understood understood) {
            perform(current, understood.route());
        } else {
            refuse(((RouteParser.Refused) parsed).refusal());
        }
    }

    private boolean isMetrics(HttpRequest request) {
        return metrics.filter(page -> page.isAt(request.uri())).isPresent();
    }

    private void metrics(Exchange current) {
        MetricsPage page = metrics.orElseThrow();
        Optional<Refusal> objection = page.objection(
                plane.doorkeeper(), current.user(), current.request().method());
        if (objection.isPresent()) {
            refuse(objection.get());
        } else {
            afterBody(() -> reply(Reply.page(page.contentType(), page.body().get())));
        }
    }

    private void perform(Exchange current, Route route) {
        Optional<Refusal> objection = plane.doorkeeper().objection(current.user(), route);
        if (objection.isPresent()) {
            refuse(objection.get());
        } else if (route instanceof Route.Save save) {
            receive(current, save);
        } else {
            afterBody(() -> operations.answer(ctx(), route, current, late(current)));
        }
    }

    private void receive(Exchange current, Route.Save save) {
        OptionalLong length = RequestCheck.length(current.request());
        Optional<Refusal> objection = RequestCheck.objectionToUpload(current.request(), connection.isStream());
        if (objection.isPresent()) {
            refuse(objection.get());
        } else if (!plane.beginUpload()) {
            refuse(Refusal.of(Kind.UNAVAILABLE, "Too many uploads at once"));
        } else {
            sink = new UploadExchange(
                    plane,
                    save,
                    length,
                    HttpUtil.is100ContinueExpected(current.request()),
                    connection.share(),
                    current.caller(),
                    ctx().executor(),
                    new UploadAnswer(current, save, late(current)));
            reads.release(ReadSwitch.Reason.ANSWERING);
        }
    }

    /** Passes on what a disk thread found, unless the client went away meanwhile. */
    private Answering late(Exchange asked) {
        return new LateAnswer(this, () -> exchange != asked);
    }

    /** Reads the body that the request should not have, then acts. */
    private void afterBody(Runnable action) {
        if (bodyOver) {
            action.run();
            return;
        }
        sink = new Dropped(
                Limits.NEEDLESS_BODY_BYTES, action, () -> refuse(Refusal.of(Kind.CONTENT_TOO_LARGE, "no body wanted")));
        if (exchange != null) {
            exchange.continueIfAsked();
        }
        reads.release(ReadSwitch.Reason.ANSWERING);
    }

    private void body(HttpContent content) {
        ByteBuf piece = content.content();
        Exchange current = exchange;
        if (content.decoderResult().isFailure() && current != null && !current.isAnswered()) {
            piece.release();
            cut();
            current.bodyIsBroken();
            refuse(Refusal.of(Kind.BAD_REQUEST, "the body is not what its header says"));
            return;
        }
        Sink to = sink;
        if (current != null) {
            current.received(piece.readableBytes());
        }
        if (to == null || !piece.isReadable()) {
            piece.release();
        } else {
            to.take(piece);
        }
        if (content instanceof LastHttpContent) {
            bodyOver = true;
            reads.hold(ReadSwitch.Reason.ANSWERING);
            // Not `to`: taking the last piece may have changed what becomes of the body.
            if (sink != null) {
                sink.end();
            }
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        if (sink != null) {
            sink.pause();
        }
        ctx.fireChannelReadComplete();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (pull != null) {
            pull.pump();
        }
        ctx.fireChannelWritabilityChanged();
    }

    @Override
    public void reply(Reply reply) {
        Exchange current = exchange;
        if (current == null) {
            return;
        }
        if (!bodyOver) {
            current.closeAfterwards();
        }
        ChannelFuture written = current.reply(reply);
        if (bodyOver) {
            answered(current, written);
        } else {
            drain(current, written);
        }
    }

    @Override
    public void refuse(Refusal refusal) {
        Exchange current = exchange;
        if (current == null || current.isAnswered()) {
            return;
        }
        current.refused(refusal);
        if (RequestCheck.hasShortBody(current.request())
                && !current.isUnreadable()
                && !bodyOver
                && current.keepsAlive()) {
            afterBody(() -> reply(Reply.of(refusal)));
        } else {
            reply(Reply.of(refusal));
        }
    }

    @Override
    public void failed(Exception cause) {
        Exchange current = exchange;
        if (current == null) {
            return;
        }
        if (Failures.isTrouble(cause)) {
            current.trouble(cause);
        }
        if (current.isAnswered()) {
            current.breakOff();
        } else {
            refuse(Failures.refusal(cause));
        }
    }

    @Override
    public void pull(Pull body) {
        pull = body;
        body.pump();
        ctx().flush();
    }

    @Override
    public void sent(ChannelFuture last) {
        Exchange current = exchange;
        last.addListener(written -> {
            if (current != null && exchange == current) {
                answered(current, last);
            }
        });
    }

    /** The answer is on its way and the body was read: on to the next request, or to the end of the connection. */
    private void answered(Exchange current, ChannelFuture written) {
        over(current);
        lastAnswer = written;
        if (!current.keepsAlive() && !connection.isStream()) {
            written.addListener(done -> ctx().close());
        } else {
            reads.release(ReadSwitch.Reason.ANSWERING);
        }
    }

    private void over(Exchange current) {
        current.close();
        exchange = null;
        sink = null;
        pull = null;
        connection.guard().ended(connection.channel());
    }

    /**
     * The answer came before the end of the body. What is still on its way is read and dropped for a while: closing at once would
     * reset the connection, and the reset could destroy the answer before the client reads it (RFC 9112 section 9.6).
     */
    private void drain(Exchange current, ChannelFuture written) {
        over(current);
        Runnable close = () -> ctx().close();
        sink = new Dropped(Limits.DRAIN_BYTES, connection.isStream() ? () -> {} : close, close);
        ctx().executor().schedule(close, Limits.DRAIN_TIME.toMillis(), TimeUnit.MILLISECONDS);
        if (current.isUnreadable() || inputOver) {
            written.addListener(done -> Linger.close(ctx().channel()));
        }
        reads.release(ReadSwitch.Reason.ANSWERING);
    }

    private void cut() {
        if (sink != null) {
            sink.cut();
            sink = null;
        }
        if (pull != null) {
            pull.close();
            pull = null;
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        cut();
        if (exchange != null) {
            over(exchange);
        }
        ctx.fireChannelInactive();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof ChannelInputShutdownEvent) {
            inputOver = true;
            reads.whenReading(this::inputOver);
        }
        ctx.fireUserEventTriggered(event);
    }

    /** The client sends no more, and all that it sent has been looked at. */
    private void inputOver() {
        Exchange current = exchange;
        if (current == null) {
            closeAfterLastAnswer();
        } else if (!bodyOver && !current.isAnswered()) {
            cut();
            current.closeAfterwards();
            refuse(Refusal.of(Kind.BAD_REQUEST, "the body is shorter than announced"));
        }
    }

    private void closeAfterLastAnswer() {
        if (lastAnswer == null) {
            ctx().close();
        } else {
            lastAnswer.addListener(done -> ctx().close());
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        // A connection that breaks is everyday (the transport wraps what the system says of a socket that is gone when
        // reading is switched on); everything else is a bug that must not stay unseen.
        if (!(cause instanceof IOException || cause instanceof UncheckedIOException)) {
            plane.journal().trouble("connection", connection.guard().remote(), cause);
        }
        ctx.close();
    }
}
