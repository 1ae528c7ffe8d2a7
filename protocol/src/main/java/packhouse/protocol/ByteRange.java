package packhouse.protocol;

/**
 * The part of a file that a {@code Range} header asks for (RFC 9110 section 14).
 *
 * <p>restic sends {@code bytes=0-} for whole files and {@code bytes=a-b} for parts of packs. A header that cannot be
 * understood (another unit, several ranges, last before first) is ignored, as the RFC allows: the answer is then the whole
 * file. A range on an empty file is ignored too.
 */
public sealed interface ByteRange {

    /** Longest header that is looked at; two 19-digit numbers fit many times over. */
    int MAX_HEADER = 128;

    /** The whole file, with status 200. */
    record Whole() implements ByteRange {}

    /** {@code length} bytes from {@code first} on, both inside the file and {@code length} at least 1, with status 206. */
    record Part(long first, long length) implements ByteRange {}

    /** Nothing of it lies inside the file: status 416. */
    record Unsatisfiable() implements ByteRange {}

    /**
     * Resolves a header against a file.
     *
     * @param header the value of {@code Range}, empty if there was none
     * @param size length of the file in bytes
     */
    static ByteRange resolve(String header, long size) {
        String value = header.strip();
        if (size == 0 || value.length() > MAX_HEADER || !value.regionMatches(true, 0, "bytes=", 0, 6)) {
            return new Whole();
        }
        String spec = value.substring(6).strip();
        int dash = spec.indexOf('-');
        if (dash < 0 || spec.indexOf(',') >= 0) {
            return new Whole();
        }
        String first = spec.substring(0, dash).strip();
        String last = spec.substring(dash + 1).strip();
        if (!isNumber(first) || !isNumber(last) || (first.isEmpty() && last.isEmpty())) {
            return new Whole();
        }
        return first.isEmpty() ? suffix(number(last), size) : between(first, last, size);
    }

    private static ByteRange suffix(long length, long size) {
        return length == 0 ? new Unsatisfiable() : new Part(Math.max(0, size - length), Math.min(length, size));
    }

    private static ByteRange between(String firstText, String lastText, long size) {
        long first = number(firstText);
        long last = lastText.isEmpty() ? Long.MAX_VALUE : number(lastText);
        if (last < first) {
            return new Whole();
        }
        return first >= size ? new Unsatisfiable() : new Part(first, Math.min(last, size - 1) - first + 1);
    }

    private static boolean isNumber(String digits) {
        return digits.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    /** A number too large for a long lies behind the end of every file, whatever it is exactly. */
    private static long number(String digits) {
        String significant = digits.replaceFirst("^0+", "");
        if (significant.isEmpty()) {
            return 0;
        }
        return significant.length() > 18 ? Long.MAX_VALUE : Long.parseLong(significant);
    }
}
