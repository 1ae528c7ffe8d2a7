package packhouse.server.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;

/** Who makes a key, and where, as restic writes it into a key file. */
record Maker(String user, String host) {

    /** The user of this process on this machine. */
    static Maker ofProcess() {
        return new Maker(System.getProperty("user.name", ""), hostname());
    }

    private static String hostname() {
        try {
            return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
        } catch (IOException e) {
            return InetAddress.getLoopbackAddress().getHostName();
        }
    }
}
