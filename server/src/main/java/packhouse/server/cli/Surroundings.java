package packhouse.server.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * What a command about a repository finds around it.
 *
 * @param offline looks into repositories without a server
 * @param environment variables of this process
 * @param prompt asks the person at the terminal
 * @param input standard input
 * @param watched whether somebody watches standard error on a terminal
 * @param clock the time and its zone, for people
 * @param nanos the time, as {@link System#nanoTime} tells it
 * @param interrupts how the person ends it
 */
record Surroundings(
        Offline offline,
        Map<String, String> environment,
        PasswordPrompt prompt,
        InputStream input,
        boolean watched,
        Clock clock,
        LongSupplier nanos,
        Interrupts interrupts) {

    /** Those of this process. */
    static Surroundings ofProcess(Offline offline, Map<String, String> environment) {
        return new Surroundings(
                offline,
                environment,
                PasswordPrompt.ofTerminal(),
                System.in,
                isTerminal() && !environment.getOrDefault("TERM", "dumb").equals("dumb"),
                Clock.system(ZoneId.systemDefault()),
                System::nanoTime,
                Interrupts.ofProcess());
    }

    /** The JDK can tell it of standard input and output together only; Linux tells it of each. */
    private static boolean isTerminal() {
        try {
            String target = Files.readSymbolicLink(Path.of("/proc/self/fd/2")).toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }
}
