package packhouse.storage.format;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/** Makes key files; their grammar stands at {@link KeyFile}. */
public final class KeyFileWriter {

    private static final JsonFactory FACTORY = new JsonFactory();

    private final RandomGenerator random;
    private final Scrypt scrypt;

    /** The source of random numbers must be one for cryptography. */
    public KeyFileWriter(RandomGenerator random) {
        this(random, Scrypt.USUAL);
    }

    KeyFileWriter(RandomGenerator random, Scrypt scrypt) {
        this.random = random;
        this.scrypt = scrypt;
    }

    /** The bytes of a key file by which the password opens {@code master}. Takes half a second, and 32 MiB of memory. */
    public byte[] write(
            byte[] password, RepositoryKey master, String hostname, String username, OffsetDateTime created) {
        byte[] salt = new byte[KeyFile.SALT];
        random.nextBytes(salt);
        byte[] data = seal(scrypt.derive(password, salt).orElseThrow(), master);
        ByteArrayOutputStream json = new ByteArrayOutputStream();
        try (JsonGenerator to = FACTORY.createGenerator(json)) {
            to.writeStartObject();
            to.writeStringField("created", DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(created));
            to.writeStringField("username", username);
            to.writeStringField("hostname", hostname);
            to.writeStringField("kdf", "scrypt");
            to.writeNumberField("N", scrypt.n());
            to.writeNumberField("r", scrypt.r());
            to.writeNumberField("p", scrypt.p());
            to.writeBinaryField("salt", salt);
            to.writeBinaryField("data", data);
            to.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("memory takes everything", e);
        }
        return json.toByteArray();
    }

    private byte[] seal(RepositoryKey user, RepositoryKey master) {
        byte[] json = MasterKey.format(master);
        byte[] sealed = user.seal(json, 0, json.length, random);
        Arrays.fill(json, (byte) 0);
        user.wipe();
        return sealed;
    }
}
