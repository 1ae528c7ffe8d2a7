package packhouse.it.support;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A program of others that the tests run packhouse against: where to find it, and which versions will do. */
public enum Program {

    /** The oldest client that packhouse promises to serve. Debian 12 has it. */
    OLD_RESTIC("restic 0.14", "restic", "restic", "bookworm") {
        @Override
        boolean fits(int major, int minor) {
            return major == 0 && minor == 14;
        }
    },

    /** The newest client to be had. Only since 0.17 does it give up at once on final answers and know unix sockets. */
    NEW_RESTIC("newest restic", "restic", "restic", "sid trixie-backports forky trixie") {
        @Override
        boolean fits(int major, int minor) {
            return major > 0 || minor >= 17;
        }
    },

    /** The server whose place packhouse takes; layout and flags are the same since 0.13. */
    REST_SERVER("rest-server", "rest-server restic-rest-server", "restic-rest-server", "sid forky trixie") {
        @Override
        boolean fits(int major, int minor) {
            return major > 0 || minor >= 13;
        }
    };

    private static final Pattern VERSION = Pattern.compile("\\b(\\d{1,4})\\.(\\d{1,4})\\.\\d");

    private final String title;
    private final String names;
    private final String debianPackage;
    private final String suites;

    Program(String title, String names, String debianPackage, String suites) {
        this.title = title;
        this.names = names;
        this.debianPackage = debianPackage;
        this.suites = suites;
    }

    abstract boolean fits(int major, int minor);

    /** Whether the answer to the question for the version names one that will do. */
    boolean fits(String answer) {
        Matcher version = VERSION.matcher(answer);
        return version.find() && fits(Integer.parseInt(version.group(1)), Integer.parseInt(version.group(2)));
    }

    /** File names of the program, wherever it lies. */
    List<String> names() {
        return List.of(names.split(" "));
    }

    String debianPackage() {
        return debianPackage;
    }

    /** Suites of Debian to try, best first. */
    List<String> suites() {
        return List.of(suites.split(" "));
    }

    /** How to ask for the version. */
    String versionFlag() {
        return this == REST_SERVER ? "--version" : "version";
    }

    @Override
    public String toString() {
        return title;
    }
}
