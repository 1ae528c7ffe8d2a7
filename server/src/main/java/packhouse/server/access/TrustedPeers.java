package packhouse.server.access;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Whose headers are believed: a proxy's. Peers on this machine (loopback, unix socket) always are.
 *
 * <p>rest-server believes everybody. {@link #everybody} does the same for whoever has configured nothing, because a proxy in
 * another container would stop to work otherwise; the start of the server has to say so. Name the proxy's network where anybody
 * else can reach the port.
 */
public final class TrustedPeers {

    /** Networks of one list: more than anybody has proxies, few enough to be walked for each request. */
    static final int MAX_NETWORKS = 64;

    private record Network(InetAddress address, int bits) {

        boolean contains(InetAddress peer) {
            byte[] wanted = address.getAddress();
            byte[] other = peer.getAddress();
            if (other.length != wanted.length) {
                return false;
            }
            int whole = bits / 8;
            int mask = 0xff00 >> bits % 8 & 0xff;
            return Arrays.equals(wanted, 0, whole, other, 0, whole)
                    && (mask == 0 || ((wanted[whole] ^ other[whole]) & mask) == 0);
        }
    }

    private final boolean everybody;
    private final List<Network> networks;

    private TrustedPeers(boolean everybody, List<Network> networks) {
        this.everybody = everybody;
        this.networks = List.copyOf(networks);
    }

    /** All peers, as in rest-server. */
    public static TrustedPeers everybody() {
        return new TrustedPeers(true, List.of());
    }

    /**
     * The peers of these networks, and those on this machine.
     *
     * @param networks addresses or CIDR blocks ({@code 10.0.0.0/8}, {@code fd00::/8})
     * @throws IllegalArgumentException naming the entry that is neither, or if there are more than {@value #MAX_NETWORKS}
     */
    public static TrustedPeers of(List<String> networks) {
        if (networks.size() > MAX_NETWORKS) {
            throw new IllegalArgumentException("more than " + MAX_NETWORKS + " networks");
        }
        List<Network> parsed = new ArrayList<>();
        for (String network : networks) {
            parsed.add(parse(network)
                    .orElseThrow(() ->
                            new IllegalArgumentException("not an address or a network like 10.0.0.0/8: " + network)));
        }
        return new TrustedPeers(false, parsed);
    }

    private static Optional<Network> parse(String text) {
        int slash = text.indexOf('/');
        Optional<InetAddress> address = IpAddress.parse(slash < 0 ? text : text.substring(0, slash));
        String bits = slash < 0 ? "" : text.substring(slash + 1);
        if (address.isEmpty() || (slash >= 0 && !bits.matches("\\d{1,3}"))) {
            return Optional.empty();
        }
        int all = address.get().getAddress().length * 8;
        int wanted = slash < 0 ? all : Integer.parseInt(bits);
        return wanted <= all ? Optional.of(new Network(address.get(), wanted)) : Optional.empty();
    }

    /** Whether a peer is believed; the address without its port, empty for a unix socket. */
    public boolean trust(String remote) {
        if (everybody || remote.isEmpty()) {
            return true;
        }
        return IpAddress.parse(remote)
                .filter(address ->
                        address.isLoopbackAddress() || networks.stream().anyMatch(network -> network.contains(address)))
                .isPresent();
    }
}
