package packhouse.protocol.admin;

import java.math.BigInteger;
import java.util.Locale;
import java.util.OptionalLong;

/** Numbers of bytes as people read them. */
public final class Sizes {

    private static final String UNITS = "KMGTP";

    private Sizes() {}

    /** Three digits and a binary unit: {@code 1.21 TiB}. */
    public static String of(long bytes) {
        int unit = unit(bytes);
        return number(bytes, unit) + " " + name(unit);
    }

    /** Two sizes in the unit of the second: {@code 2.90 of 7.20 TiB}. */
    public static String share(long part, long whole) {
        int unit = unit(whole);
        return number(part, unit) + " of " + number(whole, unit) + " " + name(unit);
    }

    /**
     * The number of bytes that a person writes, empty if it is none or more than any disk holds.
     *
     * <pre>
     * size = [ "-" ] digits [ ( "K" | "M" | "G" | "T" | "P" ) [ "i" ] [ "B" ] ]     powers of 1024
     * </pre>
     */
    public static OptionalLong parse(String text) {
        String upper = text.strip().toUpperCase(Locale.ROOT).replaceFirst("(?<=[KMGTP])(I?B|I)$", "");
        int unit = upper.isEmpty() ? -1 : UNITS.indexOf(upper.charAt(upper.length() - 1));
        String digits = unit < 0 ? upper : upper.substring(0, upper.length() - 1);
        if (!digits.matches("-?[0-9]{1,19}")) {
            return OptionalLong.empty();
        }
        BigInteger bytes = new BigInteger(digits).shiftLeft(10 * (unit + 1));
        return bytes.bitLength() > 63 ? OptionalLong.empty() : OptionalLong.of(bytes.longValueExact());
    }

    /** -1 for bytes. */
    private static int unit(long bytes) {
        int unit = -1;
        for (long left = bytes; left >= 1024 && unit < UNITS.length() - 1; left >>= 10) {
            unit++;
        }
        return unit;
    }

    private static String name(int unit) {
        return unit < 0 ? "B" : UNITS.charAt(unit) + "iB";
    }

    private static String number(long bytes, int unit) {
        if (unit < 0) {
            return Long.toString(bytes);
        }
        double value = bytes / Math.pow(1024, unit + 1);
        return String.format(Locale.ROOT, value < 9.995 ? "%.2f" : value < 99.95 ? "%.1f" : "%.0f", value);
    }
}
