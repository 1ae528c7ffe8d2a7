package packhouse.it.support;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a program to its end, or kills it when the time is up. What it says goes through files, so that no pipe can fill up. */
final class Command {

    private Command() {}

    static Outcome run(Duration limit, String... words) throws IOException {
        return run(limit, new ProcessBuilder(words));
    }

    static Outcome run(Duration limit, ProcessBuilder builder) throws IOException {
        Path out = Files.createTempFile("packhouse-it", ".out");
        Path err = Files.createTempFile("packhouse-it", ".err");
        try {
            Process process = builder.redirectInput(new File("/dev/null"))
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile())
                    .start();
            boolean ended = waitFor(process, limit);
            Outcome outcome = new Outcome(List.copyOf(builder.command()), exit(process, ended), read(out), read(err));
            if (!ended) {
                throw new IOException("killed after " + limit.toSeconds() + " s: " + outcome);
            }
            return outcome;
        } finally {
            Files.delete(out);
            Files.delete(err);
        }
    }

    private static boolean waitFor(Process process, Duration limit) throws IOException {
        try {
            return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            process.destroyForcibly();
            throw new IOException("interrupted while a program ran", e);
        }
    }

    private static int exit(Process process, boolean ended) {
        if (ended) {
            return process.exitValue();
        }
        return process.destroyForcibly().onExit().join().exitValue();
    }

    private static String read(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    }
}
