package packhouse.server.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Base64;
import java.util.Set;
import java.util.random.RandomGenerator;
import packhouse.protocol.admin.Secret;

/** A file with a password that nobody ever sees: for a server, not for a person. */
final class SecretFile {

    /** 256 bits, which Base64 turns into 43 characters. */
    private static final int BYTES = 32;

    private final Path file;

    SecretFile(Path file) {
        this.file = file;
    }

    /**
     * Makes a password and writes it to the file, which must not exist; only its owner can read it. The caller wipes the password.
     *
     * @param random a source for cryptography
     */
    Secret make(RandomGenerator random) throws IOException {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        byte[] password = Base64.getUrlEncoder().withoutPadding().encode(bytes);
        Arrays.fill(bytes, (byte) 0);
        try (FileChannel out = create()) {
            write(out, ByteBuffer.wrap(password));
            write(out, ByteBuffer.wrap(new byte[] {'\n'}));
            out.force(true);
        } catch (IOException e) {
            Arrays.fill(password, (byte) 0);
            throw e;
        }
        return new Secret(password);
    }

    private FileChannel create() throws IOException {
        try {
            return FileChannel.open(
                    file,
                    Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        } catch (FileAlreadyExistsException e) {
            throw new IOException(file + " exists already, and nothing is written over it. Cure: name another", e);
        } catch (NoSuchFileException e) {
            throw new IOException("the folder of " + file + " does not exist. Cure: make it, or name another", e);
        }
    }

    private static void write(FileChannel out, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            out.write(bytes);
        }
    }

    /** Removes the file: its password opens nothing. */
    void remove() throws IOException {
        Files.deleteIfExists(file);
    }
}
