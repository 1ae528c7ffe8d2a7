package packhouse.server.keys;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;
import packhouse.protocol.admin.Secret;

/** Reads a file with a password in it, if nobody else can read it. */
final class PasswordFile {

    /** Bytes that are looked at; restic's own passwords are lines. */
    static final int MAX_BYTES = 4096;

    private static final Set<PosixFilePermission> OWNER = EnumSet.of(
            PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);

    /** systemd lets the service's user in by an access list, whose mask shows as a right of the group; the folder keeps all others out. */
    private static final Set<PosixFilePermission> SERVICE = EnumSet.of(
            PosixFilePermission.OWNER_READ,
            PosixFilePermission.OWNER_WRITE,
            PosixFilePermission.OWNER_EXECUTE,
            PosixFilePermission.GROUP_READ);

    private PasswordFile() {}

    /** The password in a file of an owner's own; the caller wipes it. */
    static Secret owned(Path file) throws UnusablePasswordException {
        return read(file, OWNER, "chmod 600 " + file);
    }

    /** The password in a credential that systemd put there; the caller wipes it. */
    static Secret credential(Path file) throws UnusablePasswordException {
        return read(file, SERVICE, "have systemd pass it on with LoadCredential= or ImportCredential=");
    }

    private static Secret read(Path file, Set<PosixFilePermission> allowed, String cure)
            throws UnusablePasswordException {
        try {
            Set<PosixFilePermission> mode = Files.getPosixFilePermissions(file);
            if (!allowed.containsAll(mode)) {
                throw new UnusablePasswordException("password file " + file + " has the mode "
                        + PosixFilePermissions.toString(mode) + ", so others can read the password; " + cure);
            }
            try (InputStream in = Files.newInputStream(file)) {
                return Secret.ofFile(in.readNBytes(MAX_BYTES));
            }
        } catch (UnusablePasswordException e) {
            throw e;
        } catch (NoSuchFileException e) {
            throw new UnusablePasswordException("password file " + file + " does not exist", e);
        } catch (IOException e) {
            throw new UnusablePasswordException("password file " + file + " cannot be read: " + e, e);
        }
    }
}
