package packhouse.server.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.flow.FlowControlHandler;
import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * What a connection goes through in clear text: a watch over its bytes, HTTP/1.1, and the handler of requests. Under TLS the
 * encryption comes between the first two, see {@link TlsPipeline}.
 */
final class PlainPipeline extends ChannelInitializer<Channel> {

    /** Body pieces are handed on as they were read: the codec would cut them to 8 KiB. */
    private static final int PIECE_BYTES = 1 << 20;

    private final DataPlane plane;
    private final Silence silence;
    private final Connections connections;
    private final Optional<MetricsPage> metrics;

    PlainPipeline(DataPlane plane, Silence silence, Connections connections, Optional<MetricsPage> metrics) {
        this.plane = plane;
        this.silence = silence;
        this.connections = connections;
        this.metrics = metrics;
    }

    @Override
    protected void initChannel(Channel channel) {
        watch(channel).ifPresent(guard -> addHttp1(channel, guard, true));
    }

    /** Puts the watch over a new connection, unless there are too many. */
    Optional<ConnectionGuard> watch(Channel channel) {
        ConnectionGuard guard = new ConnectionGuard(channel, silence, connections.traffic(), remote(channel));
        if (!connections.admit(channel, guard)) {
            return Optional.empty();
        }
        channel.pipeline().addLast(guard);
        return Optional.of(guard);
    }

    private static String remote(Channel channel) {
        return channel.remoteAddress() instanceof InetSocketAddress address && address.getAddress() != null
                ? address.getAddress().getHostAddress()
                : "";
    }

    void addHttp1(Channel channel, ConnectionGuard guard, boolean zeroCopy) {
        HttpDecoderConfig config = new HttpDecoderConfig()
                .setMaxInitialLineLength(Limits.REQUEST_LINE_BYTES)
                .setMaxHeaderSize(Limits.HEADER_BYTES)
                .setMaxChunkSize(PIECE_BYTES);
        ChannelPipeline pipeline = channel.pipeline();
        // One read may hold many requests; the codec knows no pause, this handler hands them on as they are wanted.
        pipeline.addLast(new HttpServerCodec(config), new FlowControlHandler());
        Connection connection = new Connection(channel, guard, plane.intake().share(guard.reads()), false);
        boolean regions = zeroCopy && channel instanceof DuplexChannel;
        pipeline.addLast(new DataHandler(plane, connection, guard.reads(), new Operations(plane, regions), metrics));
    }

    /** The handler of the one request of an HTTP/2 stream. */
    DataHandler stream(Channel stream, Connection connection) {
        return new DataHandler(plane, connection, new ReadSwitch(stream), new Operations(plane, false), metrics);
    }

    Intake.Share commonShare(ConnectionGuard guard) {
        return plane.intake().commonShare(guard.reads());
    }
}
