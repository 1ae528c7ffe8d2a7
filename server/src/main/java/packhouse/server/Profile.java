package packhouse.server;

import java.io.IOException;
import java.nio.file.Path;
import java.text.ParseException;
import java.util.Optional;
import jdk.jfr.Configuration;
import jdk.jfr.Recording;
import packhouse.server.log.ServerLog;

/** {@code --cpu-profile}: a flight recording of the whole run, to be opened with JDK Mission Control or {@code jfr print}. */
final class Profile {

    private final Optional<Running> running;

    private record Running(Path file, Recording recording) {}

    private Profile(Optional<Running> running) {
        this.running = running;
    }

    /** Starts recording if a file is named. */
    static Profile start(Optional<Path> file) throws BadConfiguration {
        if (file.isEmpty()) {
            return new Profile(Optional.empty());
        }
        try {
            Recording recording = new Recording(Configuration.getConfiguration("profile"));
            recording.start();
            return new Profile(Optional.of(new Running(file.get(), recording)));
        } catch (IOException | ParseException | IllegalStateException e) {
            throw new BadConfiguration(
                    "--cpu-profile: this Java cannot record a profile (" + e + "); leave the flag out", e);
        }
    }

    /** Writes what was recorded. */
    void finish(ServerLog log) {
        running.ifPresent(run -> {
            try (Recording recording = run.recording()) {
                recording.dump(run.file());
                log.info("profile", "written", "file", run.file().toString());
            } catch (IOException e) {
                log.error("profile", "cannot be written: " + e.getMessage());
            }
        });
    }
}
