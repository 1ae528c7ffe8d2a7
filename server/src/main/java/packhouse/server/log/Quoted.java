package packhouse.server.log;

/** Text of foreign making, made harmless: no line of a log can be forged, no terminal can be steered. */
final class Quoted {

    /** Longest text shown; an address may have 2.7 KB, everything else is shorter. */
    private static final int MAX_CHARACTERS = 4096;

    private Quoted() {}

    /** Appends the text as a JSON string. */
    static void append(StringBuilder line, String text) {
        line.append('"');
        int end = Math.min(text.length(), MAX_CHARACTERS);
        for (int i = 0; i < end; i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                line.append('\\').append(c);
            } else if (Character.isISOControl(c) || isInvisible(c)) {
                line.append(String.format("\\u%04x", (int) c));
            } else {
                line.append(c);
            }
        }
        if (end < text.length()) {
            line.append("...");
        }
        line.append('"');
    }

    /** Line separators and marks that turn the direction of writing, and halves of characters. */
    private static boolean isInvisible(char c) {
        return c == '\u2028' || c == '\u2029' || (c >= '\u202a' && c <= '\u202e') || Character.isSurrogate(c);
    }
}
