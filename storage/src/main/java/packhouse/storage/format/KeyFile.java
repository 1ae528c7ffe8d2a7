package packhouse.storage.format;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;

/**
 * A file of {@code keys/}: the master key of the repository, sealed with what scrypt makes of a password. Plain JSON, one object:
 *
 * <pre>{@code
 * {"created": time, "username": string, "hostname": string,      of who made it; neither secret nor certain
 *  "kdf": "scrypt", "N": number, "r": number, "p": number,
 *  "salt": base64 of 64 bytes,
 *  "data": base64 of the sealed master key}
 * }</pre>
 *
 * <p>What {@code data} opens to stands at {@link MasterKey}. All base64 is of the standard alphabet, with padding.
 */
public final class KeyFile {

    /** Bytes of the salt. Clients refuse any other length. */
    static final int SALT = 64;

    /** Clients write half a kilobyte. */
    private static final int MOST_BYTES = 64 << 10;

    private final String name;
    private String created = "";
    private String username = "";
    private String hostname = "";
    private String kdf = "";
    private int n;
    private int r;
    private int p;
    private byte[] salt = new byte[0];
    private byte[] data = new byte[0];

    private KeyFile(String name) {
        this.name = name;
    }

    /**
     * Reads a key file.
     *
     * @throws FormatException.Corrupt if it is none
     * @throws FormatException.TooNew if its key is derived in another way than clients do today
     */
    public static KeyFile parse(Source file) throws IOException {
        if (file.size() > MOST_BYTES) {
            throw new FormatException.Corrupt(file.name(), -1, "too long for a key file: " + file.size() + " bytes");
        }
        byte[] json = new byte[(int) file.size()];
        file.read(0, json, 0, json.length);
        KeyFile key = new KeyFile(file.name());
        key.read(json);
        key.require();
        return key;
    }

    private void read(byte[] json) throws FormatException {
        Members members = new Members(name, 0);
        members.read(json, (member, value) -> {
            switch (member) {
                case "created" -> created = members.text(value);
                case "username" -> username = members.text(value);
                case "hostname" -> hostname = members.text(value);
                case "kdf" -> kdf = members.text(value);
                case "N" -> n = members.integer(value);
                case "r" -> r = members.integer(value);
                case "p" -> p = members.integer(value);
                case "salt" -> salt = members.base64(value);
                case "data" -> data = members.base64(value);
                default -> {}
            }
        });
    }

    private void require() throws FormatException {
        if (!kdf.equals("scrypt")) {
            throw new FormatException.TooNew(name, -1, "its key derivation is not scrypt");
        }
        if (!scrypt().isAllowed()) {
            String what = "scrypt with N=" + n + ", r=" + r + ", p=" + p
                    + " is impossible, or costs more than any client asks for";
            throw new FormatException.Corrupt(name, -1, what);
        }
        if (salt.length != SALT) {
            throw new FormatException.Corrupt(name, -1, "the salt has " + salt.length + " bytes instead of " + SALT);
        }
        if (data.length < PackEntry.OVERHEAD) {
            throw new FormatException.Corrupt(name, -1, "there is no sealed key in it");
        }
    }

    private Scrypt scrypt() {
        return new Scrypt(n, r, p);
    }

    /** The machine it was made on, as its maker said; may be empty. */
    public String hostname() {
        return hostname;
    }

    /** The user who made it, as the maker said; may be empty. */
    public String username() {
        return username;
    }

    /** When it was made, as its maker said; empty if nothing sensible is said. */
    public Optional<Instant> created() {
        try {
            return Optional.of(OffsetDateTime.parse(created).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /**
     * The master key, or empty if the password is not that of this key. Takes up to some seconds and up to 128 MiB of memory, as the
     * maker of the key chose; usual are half a second of CPU on two threads and 64 MiB.
     *
     * @param password as clients use it: UTF-8, no line end
     * @throws FormatException.Corrupt if the password is right and what it opens is no key
     */
    public Optional<RepositoryKey> open(byte[] password) throws FormatException {
        Optional<RepositoryKey> user = scrypt().derive(password, salt);
        Optional<byte[]> opened = user.flatMap(key -> key.open(data));
        user.ifPresent(RepositoryKey::wipe);
        return opened.isEmpty() ? Optional.empty() : Optional.of(MasterKey.parse(name, opened.get()));
    }
}
