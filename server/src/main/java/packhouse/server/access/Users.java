package packhouse.server.access;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The users of an htpasswd file at one moment. Grammar: {@link UserLine}; of two lines with one name the later counts. What cannot
 * be used is skipped and told in {@link #complaints}, with its line number and without its hash.
 */
final class Users {

    /** Users of one file; at 80 bytes a line they fit into {@link #MAX_BYTES}, and in memory into a few megabytes. */
    static final int MAX_USERS = 10_000;

    /** Length of a file. It is read whole, so it must have an end. */
    static final int MAX_BYTES = 2 * 1024 * 1024;

    /** Complaints about one file; the rest is counted only, so that a wrong file does not flood the log. */
    static final int MAX_COMPLAINTS = 20;

    /** Cost of new hashes, and of the check of unknown users where the file gives no better advice. */
    static final int DEFAULT_COST = 10;

    private final Map<String, StoredHash> hashes;
    private final List<String> complaints;
    private final StoredHash.Bcrypt decoy;

    private Users(Map<String, StoredHash> hashes, List<String> complaints) {
        this.hashes = hashes;
        this.complaints = List.copyOf(complaints);
        int cost = hashes.values().stream()
                .mapToInt(hash -> hash instanceof StoredHash.Bcrypt bcrypt ? bcrypt.cost() : 0)
                .max()
                .orElse(0);
        this.decoy = decoy(cost == 0 ? DEFAULT_COST : cost);
    }

    static Users none() {
        return new Users(Map.of(), List.of());
    }

    /**
     * Reads a file.
     *
     * @throws NoSuchFileException if there is none
     * @throws IOException if it cannot be read, is over a limit, or holds lines but no user in any of them
     */
    static Users read(Path file) throws IOException {
        return parse(file, bytes(file));
    }

    /** The content of a user file, within its limit. */
    static byte[] bytes(Path file) throws IOException {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            // A pipe would wait for a writer, a directory gives an error that nobody understands.
            throw new IOException(file + " is not a regular file");
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] content = in.readNBytes(MAX_BYTES + 1);
            if (content.length > MAX_BYTES) {
                throw tooLong(file);
            }
            return content;
        }
    }

    private static IOException tooLong(Path file) {
        return new IOException(file + " has more than " + MAX_BYTES + " bytes");
    }

    /** Whether a file of this content could be read again. */
    static void checkLimits(Path file, byte[] content) throws IOException {
        if (content.length > MAX_BYTES) {
            throw tooLong(file);
        }
        if (content.length > 0) {
            parse(file, content);
        }
    }

    /** Understands the content of a file; the path is for messages only. */
    static Users parse(Path file, byte[] content) throws IOException {
        Map<String, StoredHash> hashes = new LinkedHashMap<>();
        Complaints complaints = new Complaints();
        int number = 0;
        for (String line : new String(content, StandardCharsets.UTF_8).split("\n", -1)) {
            number++;
            UserLine.parse(line).ifPresent(user -> hashes.put(user.name(), user.hash()));
            if (UserLine.kind(line) == UserLine.Kind.STRANGE) {
                complaints.add(file + " line " + number
                        + " is skipped: it is not NAME:HASH with a name of letters, digits and @._-");
            }
        }
        if (hashes.size() > MAX_USERS) {
            throw new IOException(file + " has more than " + MAX_USERS + " users");
        }
        if (hashes.isEmpty() && complaints.count() > 0) {
            throw new IOException(file + " is not a user file: no line of it reads NAME:HASH");
        }
        hashes.forEach((name, hash) -> complaints.addIfUnusable(file, name, hash));
        return new Users(hashes, complaints.told());
    }

    /** Well-formed, and the hash of no known password. Users whose hashes are cheaper than the dearest still show by time. */
    private static StoredHash.Bcrypt decoy(int cost) {
        return new StoredHash.Bcrypt(String.format("$2y$%02d$%s", cost, ".".repeat(53)), cost);
    }

    /** What is to be known to check a password of this user, whether there is such a user or not. */
    Guess guess(String user, Password password) {
        return new Guess(user, hashes.getOrDefault(user, StoredHash.NOBODY), decoy, password);
    }

    /** All users with their hashes, in the order of the file. */
    Map<String, StoredHash> hashes() {
        return hashes;
    }

    /** What a person should be told about the file, one sentence each. */
    List<String> complaints() {
        return complaints;
    }

    /** Collects what is wrong with a file, up to a limit. */
    private static final class Complaints {
        private final List<String> told = new ArrayList<>();
        private int count;

        void add(String complaint) {
            count++;
            if (count <= MAX_COMPLAINTS) {
                told.add(complaint);
            }
        }

        void addIfUnusable(Path file, String name, StoredHash hash) {
            if (hash instanceof StoredHash.Unusable unusable) {
                add("user " + name + " of " + file + " cannot log in, the hash is " + unusable.kind()
                        + ". Cure: packhouse user passwd " + name);
            }
        }

        int count() {
            return count;
        }

        List<String> told() {
            if (count > MAX_COMPLAINTS) {
                told.add("and " + (count - MAX_COMPLAINTS) + " more complaints of this kind");
            }
            return told;
        }
    }
}
