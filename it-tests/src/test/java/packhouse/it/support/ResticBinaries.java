package packhouse.it.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * The programs of others that the tests need, found or fetched once. Where one cannot be had, the test that asked is skipped and
 * standard error says why, or it fails if the system property {@code packhouse.clients} says {@code required}.
 */
public final class ResticBinaries {

    private static final boolean REQUIRED = "required".equals(System.getProperty("packhouse.clients"));
    private static final Map<Program, Optional<Path>> FOUND = new EnumMap<>(Program.class);

    private ResticBinaries() {}

    /** Where the program lies; does not return if there is none. */
    public static Path path(Program program) {
        Optional<Path> path = find(program);
        if (path.isEmpty()) {
            String missing = "no " + program + " to be had, see standard error for what was tried";
            if (REQUIRED) {
                Assertions.fail(missing);
            }
            Assumptions.abort(missing);
        }
        return path.orElseThrow();
    }

    private static synchronized Optional<Path> find(Program program) {
        return FOUND.computeIfAbsent(program, ResticBinaries::search);
    }

    private static Optional<Path> search(Program program) {
        ProgramSearch search = new ProgramSearch(program, WorkFolder.module().resolve(".build/clients"));
        try {
            Optional<Path> found = search.find();
            if (found.isEmpty()) {
                complain(program, search.tried());
            }
            return found;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void complain(Program program, List<String> tried) {
        System.err.printf(
                """

                *** NO %1$s: THE TESTS THAT NEED IT ARE %2$s ***
                It is looked for on the PATH, then among Debian's packages (needs apt-get, dpkg and the network).
                To cure it, install a version that will do. Tried:
                  %3$s

                """,
                program.toString().toUpperCase(Locale.ROOT),
                REQUIRED ? "FAILED" : "SKIPPED",
                tried.isEmpty() ? "nothing was found to try" : String.join("\n  ", tried));
    }
}
