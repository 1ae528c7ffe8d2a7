package packhouse.server.net;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerDomainSocketChannel;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerDomainSocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.unix.DomainSocketAddress;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** The way to the machine's sockets: epoll where there is its native library, else the JDK's selector. */
public final class Transport {

    private final boolean epoll;
    private final EventLoopGroup loops;

    /** Starts {@code threads} event loops, each at its first use. */
    public Transport(int threads) {
        this.epoll = Epoll.isAvailable();
        this.loops = new MultiThreadIoEventLoopGroup(
                threads,
                new DefaultThreadFactory("loop", true),
                epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
    }

    EventLoopGroup loops() {
        return loops;
    }

    ServerChannel open(Endpoint endpoint) throws IOException {
        if (endpoint instanceof Endpoint.Inherited inherited) {
            return adopt(inherited.descriptor());
        }
        if (endpoint instanceof Endpoint.Unix) {
            return epoll ? new EpollServerDomainSocketChannel() : new NioServerDomainSocketChannel();
        }
        return epoll ? new EpollServerSocketChannel() : new NioServerSocketChannel();
    }

    private ServerChannel adopt(int descriptor) throws IOException {
        if (!epoll) {
            throw new IOException("a socket that is passed on can be used with epoll only, which this system lacks: "
                    + Epoll.unavailabilityCause());
        }
        return Inheritance.isUnix(descriptor)
                ? new EpollServerDomainSocketChannel(descriptor)
                : new EpollServerSocketChannel(descriptor);
    }

    SocketAddress address(Endpoint.Tcp tcp) throws UnknownHostException {
        return tcp.host().isEmpty()
                ? new InetSocketAddress(tcp.port())
                : new InetSocketAddress(InetAddress.getByName(tcp.host()), tcp.port());
    }

    SocketAddress address(Path socket) {
        return epoll ? new DomainSocketAddress(socket.toString()) : UnixDomainSocketAddress.of(socket);
    }

    /** Ends the event loops, which closes whatever is still open. */
    public void stop(Duration patience) {
        loops.shutdownGracefully(0, patience.toMillis(), TimeUnit.MILLISECONDS)
                .awaitUninterruptibly(patience.toMillis());
    }
}
