package packhouse.server.net;

import io.netty.channel.Channel;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.nio.file.Files;

/** One open door. */
public final class Listener {

    private final Endpoint endpoint;
    private final Channel channel;

    Listener(Endpoint endpoint, Channel channel) {
        this.endpoint = endpoint;
        this.channel = channel;
    }

    /** The address as rest-server prints it: {@code [::]:8000}, {@code 127.0.0.1:8000} or the path of the socket. */
    public String address() {
        if (endpoint instanceof Endpoint.Unix unix) {
            return unix.path().toString();
        }
        if (!(channel.localAddress() instanceof InetSocketAddress bound)) {
            return String.valueOf(channel.localAddress());
        }
        String host = bound.getAddress().getHostAddress();
        if (!(bound.getAddress() instanceof Inet6Address)) {
            // An unspecified address of a dual stack is shown by its IPv4 form on some systems.
            return host + ":" + bound.getPort();
        }
        return "[" + (bound.getAddress().isAnyLocalAddress() ? "::" : shorten(host)) + "]:" + bound.getPort();
    }

    private static String shorten(String host) {
        return host.equals("0:0:0:0:0:0:0:1") ? "::1" : host;
    }

    /** Accepts no more, and removes the socket's file. What was accepted goes on. */
    public void close() throws IOException {
        channel.close().awaitUninterruptibly();
        if (endpoint instanceof Endpoint.Unix unix) {
            Files.deleteIfExists(unix.path());
        }
    }
}
