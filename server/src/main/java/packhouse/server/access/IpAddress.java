package packhouse.server.access;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/** IP addresses in text form, never names: nothing here asks a name server. */
final class IpAddress {

    /** Bytes of an IPv6 address that name a network; the rest is the customer's own choice. */
    private static final int GROUP_BYTES = 8;

    private static final Pattern V4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");
    private static final Pattern V6 = Pattern.compile("[0-9A-Fa-f.]*:[0-9A-Fa-f:.]*");

    private IpAddress() {}

    /** The address, empty if this is none. A scope ({@code %eth0}) is dropped, IPv4 within IPv6 becomes IPv4. */
    static Optional<InetAddress> parse(String text) {
        int scope = text.indexOf('%');
        String plain = scope < 0 ? text : text.substring(0, scope);
        if (!V4.matcher(plain).matches() && !V6.matcher(plain).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByName(plain));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    /** What stands for everybody who sits behind this address: itself, or the /64 of an IPv6 address. */
    static String group(String remote) {
        byte[] address = parse(remote).map(InetAddress::getAddress).orElse(new byte[0]);
        return address.length > 4 ? HexFormat.of().formatHex(address, 0, GROUP_BYTES) : remote;
    }
}
