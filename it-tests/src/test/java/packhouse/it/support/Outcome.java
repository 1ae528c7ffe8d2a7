package packhouse.it.support;

import java.util.List;

/** How a program ended: its exit code and all it said. */
public record Outcome(List<String> command, int exit, String out, String err) {

    /** What a failure shows of either stream, in characters: the reason stands at the end. */
    private static final int TAIL = 2000;

    /** Whether it ended well. */
    public boolean isGood() {
        return exit == 0;
    }

    /** Both streams in one. */
    public String said() {
        return out + err;
    }

    @Override
    public String toString() {
        return String.join(" ", command) + "\nexit code " + exit + "\nstdout: " + tail(out) + "\nstderr: " + tail(err);
    }

    private static String tail(String text) {
        return text.length() <= TAIL ? text : "..." + text.substring(text.length() - TAIL);
    }
}
