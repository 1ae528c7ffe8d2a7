package packhouse.server.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/**
 * Takes what comes on one connection (or on one HTTP/2 stream), and gives requests to the {@link Reception}, bodies to where it sends them,
 * and the rest to the {@link Answers}. While an answer is in the making nothing is read, see {@link Body}.
 */
final class DataHandler extends ChannelInboundHandlerAdapter {

    private final DataPlane plane;
    private final Connection connection;
    private final ReadSwitch reads;
    private final Body body;
    private final Parting parting;
    private final Answers answers;
    private final Reception reception;

    DataHandler(
            DataPlane plane,
            Connection connection,
            ReadSwitch reads,
            Operations operations,
            Optional<MetricsPage> metrics) {
        this.plane = plane;
        this.connection = connection;
        this.reads = reads;
        this.body = new Body(reads);
        this.parting = new Parting(connection.isStream(), body);
        this.answers = new Answers(connection, body, parting);
        this.reception = new Reception(plane, connection, operations, metrics, body, answers);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (message instanceof HttpRequest request && answers.isIdle() && !body.isWanted()) {
            reception.begin(ctx, request);
            // In HTTP/2 a request without a body is one message, which is its own end.
            if (message instanceof LastHttpContent end) {
                take(end);
            }
        } else if (message instanceof HttpContent content) {
            take(content);
        } else {
            ReferenceCountUtil.release(message);
        }
    }

    private void take(HttpContent content) {
        if (content.decoderResult().isFailure() && answers.bodyIsBroken()) {
            content.release();
            return;
        }
        answers.received(content.content().readableBytes());
        body.take(content);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        body.pause();
        ctx.fireChannelReadComplete();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        answers.pump();
        ctx.fireChannelWritabilityChanged();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        answers.gone();
        ctx.fireChannelInactive();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof ChannelInputShutdownEvent) {
            parting.inputEnds();
            reads.whenReading(() -> answers.inputOver(ctx));
        }
        ctx.fireUserEventTriggered(event);
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
