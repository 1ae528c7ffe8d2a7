package packhouse.server.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** All connections of the data plane: how many there may be, and how they end with the server. */
final class Connections {

    private final Map<ChannelId, Connection> open = new ConcurrentHashMap<>();
    private final Traffic traffic = new Traffic();

    private record Connection(Channel channel, ConnectionGuard guard) {}

    /** Takes a new connection in; false if there are too many, and it is being closed. */
    boolean admit(Channel channel, ConnectionGuard guard) {
        if (open.size() >= Limits.MAX_CONNECTIONS) {
            channel.close();
            return false;
        }
        open.put(channel.id(), new Connection(channel, guard));
        channel.closeFuture().addListener(closed -> open.remove(channel.id()));
        return true;
    }

    /** The requests of all of them. */
    Traffic traffic() {
        return traffic;
    }

    int count() {
        return open.size();
    }

    /** Asks every connection to end after what it is at, and waits for that until the deadline; true if all did. */
    boolean drain(long deadlineNanos) throws InterruptedException {
        List<Connection> all = new ArrayList<>(open.values());
        for (Connection connection : all) {
            connection.channel().eventLoop().execute(() -> connection.guard().closeWhenIdle(connection.channel()));
        }
        boolean over = true;
        for (Connection connection : all) {
            long left = Math.max(0, deadlineNanos - System.nanoTime());
            over &= connection.channel().closeFuture().await(left, TimeUnit.NANOSECONDS);
        }
        return over;
    }

    /** Cuts off what is left. */
    void cut() {
        open.values().forEach(connection -> connection.channel().close());
    }
}
