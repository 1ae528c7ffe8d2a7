package packhouse.server.http;

import io.netty.channel.Channel;
import io.netty.channel.socket.DuplexChannel;

/** Ends a connection so that the last answer arrives: our half is closed, the other is left to the client for a while. */
final class Linger {

    private Linger() {}

    static void close(Channel channel) {
        if (channel instanceof DuplexChannel duplex && duplex.isActive() && !duplex.isInputShutdown()) {
            duplex.shutdownOutput();
        } else {
            channel.close();
        }
    }
}
