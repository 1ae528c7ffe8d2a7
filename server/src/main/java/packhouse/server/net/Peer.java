package packhouse.server.net;

import io.netty.channel.Channel;
import io.netty.channel.epoll.EpollDomainSocketChannel;
import io.netty.channel.unix.PeerCredentials;
import java.io.IOException;

/** Who is at the other end of a unix socket. */
public final class Peer {

    /** Where the system does not tell. */
    public static final String UNKNOWN = "socket";

    private Peer() {}

    /** By the operating system's word, as a person reads it: {@code uid 1000, pid 4711}. Never fails. */
    public static String of(Channel channel) {
        if (channel instanceof EpollDomainSocketChannel socket) {
            try {
                PeerCredentials credentials = socket.peerCredentials();
                return "uid " + credentials.uid() + ", pid " + credentials.pid();
            } catch (IOException e) {
                // It has hung up already.
                return UNKNOWN;
            }
        }
        return UNKNOWN;
    }
}
