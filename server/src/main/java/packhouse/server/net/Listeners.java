package packhouse.server.net;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOption;
import io.netty.channel.ServerChannel;
import io.netty.channel.WriteBufferWaterMark;
import java.io.IOException;
import java.net.SocketAddress;

/** Opens doors. */
public final class Listeners {

    /** Connections the kernel keeps until they are accepted: a burst of clients after a restart. */
    private static final int BACKLOG = 1024;

    /** One read takes at most this much: an upload at full speed needs few system calls, an idle connection holds nothing. */
    private static final int MAX_READ_BYTES = 64 * 1024;

    private static final int FIRST_READ_BYTES = 4 * 1024;

    /** What waits in a connection to be sent: enough for the kernel to take on the next wake-up, small for 256 at once. */
    private static final WriteBufferWaterMark WAITING_TO_SEND = new WriteBufferWaterMark(64 * 1024, 128 * 1024);

    private final Transport transport;

    /** Doors to the event loops of this transport. */
    public Listeners(Transport transport) {
        this.transport = transport;
    }

    /** Listens at {@code endpoint} and hands each connection to {@code handler}, which is shared or an initializer. */
    public Listener open(Endpoint endpoint, ChannelHandler handler) throws IOException {
        if (endpoint instanceof Endpoint.Unix unix) {
            SocketFile.makeWay(unix.path());
        }
        ServerChannel server = transport.open(endpoint);
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(transport.loops())
                .channelFactory(() -> server)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, WAITING_TO_SEND)
                .childOption(
                        ChannelOption.RECVBUF_ALLOCATOR,
                        new AdaptiveRecvByteBufAllocator(512, FIRST_READ_BYTES, MAX_READ_BYTES))
                .childHandler(handler);
        if (endpoint instanceof Endpoint.Tcp) {
            bootstrap.option(ChannelOption.SO_REUSEADDR, true).childOption(ChannelOption.TCP_NODELAY, true);
        }
        ChannelFuture opened =
                endpoint instanceof Endpoint.Inherited ? bootstrap.register() : bind(bootstrap, endpoint);
        opened.awaitUninterruptibly();
        if (!opened.isSuccess()) {
            throw new IOException(
                    "cannot listen on " + endpoint + ": " + opened.cause().getMessage(), opened.cause());
        }
        return new Listener(endpoint, opened.channel());
    }

    private ChannelFuture bind(ServerBootstrap bootstrap, Endpoint endpoint) throws IOException {
        SocketAddress address = endpoint instanceof Endpoint.Unix unix
                ? transport.address(unix.path())
                : transport.address((Endpoint.Tcp) endpoint);
        return bootstrap.bind(address);
    }
}
