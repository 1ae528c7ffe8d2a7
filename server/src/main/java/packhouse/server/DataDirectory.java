package packhouse.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import packhouse.storage.disk.Modes;

/** The directory that is served. */
final class DataDirectory {

    private DataDirectory() {}

    /** Makes the directory if it is missing, for its owner alone unless the group may read the files in it. */
    static void make(Settings.Repos repositories) throws BadConfiguration {
        Path path = repositories.path();
        String mode = repositories.modes() == Modes.GROUP ? "rwxrwx---" : "rwx------";
        try {
            if (!Files.isDirectory(path)) {
                Files.createDirectories(
                        path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode)));
            }
        } catch (IOException e) {
            throw new BadConfiguration(
                    "the data directory " + path + " is missing and cannot be made: " + e
                            + "; name another one with --path, or make it and give it to the user of this server",
                    e);
        }
    }
}
