package packhouse.server.http;

import io.netty.channel.Channel;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The connections that have not yet sent a complete request, by address. Whoever opens many and says nothing loses the oldest of
 * them, so the connections of a client that talks, even from the same address, get through.
 */
final class Silence {

    private final Map<String, Set<Channel>> silent = new HashMap<>();

    /** A connection was opened. */
    void opened(Channel channel, String address) {
        add(channel, address).ifPresent(Channel::close);
    }

    private synchronized Optional<Channel> add(Channel channel, String address) {
        Set<Channel> same = silent.computeIfAbsent(address, key -> new LinkedHashSet<>());
        same.add(channel);
        if (same.size() <= Limits.MAX_SILENT_PER_ADDRESS) {
            return Optional.empty();
        }
        Channel oldest = same.iterator().next();
        same.remove(oldest);
        return Optional.of(oldest);
    }

    /** A connection sent its first complete request, or is closed. */
    synchronized void spoke(Channel channel, String address) {
        Set<Channel> same = silent.get(address);
        if (same != null && same.remove(channel) && same.isEmpty()) {
            silent.remove(address);
        }
    }
}
