package packhouse.server.access;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Changes the users of an htpasswd file, with or without a server that runs: one sees the change within 30 s. Each change touches the
 * lines of one user only; all others, comments and order stay byte for byte. How the file is replaced: {@link UserFileReplacement}.
 *
 * <p>Passwords are hashed before the file is locked, so that a slow hash keeps nobody out.
 */
public final class UserFileEditor {

    /** Bytes of a new password: bcrypt would silently ignore the rest. */
    public static final int MAX_PASSWORD_BYTES = Hasher.MAX_PASSWORD_BYTES;

    private final Path file;
    private final SecureRandom random;

    /** What came of a change. */
    public enum Outcome {
        /** It is on disk. */
        DONE,
        /** There is a user of that name already. */
        EXISTS,
        /** There is no user of that name. */
        MISSING,
        /** No user may have that name, see {@link UserName}. */
        BAD_NAME,
        /** Empty, longer than {@link #MAX_PASSWORD_BYTES}, or with a zero byte, at which many programs stop reading. */
        BAD_PASSWORD
    }

    /**
     * A user of the file.
     *
     * @param hash for people: {@code bcrypt}, {@code SHA-1}, or what is wrong with it
     * @param canLogIn whether the server accepts that kind of hash
     */
    public record Entry(String name, String hash, boolean canLogIn) {}

    /**
     * @param file need not exist; a symbolic link is followed
     * @param random for salts
     */
    public UserFileEditor(Path file, SecureRandom random) {
        this.file = file;
        this.random = random;
    }

    /** Adds a user at the end of the file, which is made if it does not exist. */
    public Outcome add(String name, byte[] password) throws IOException {
        return set(name, password, false);
    }

    /** Gives a user another password. */
    public Outcome changePassword(String name, byte[] password) throws IOException {
        return set(name, password, true);
    }

    /** Removes a user: all lines of that name, or an older one would come to life. */
    public Outcome remove(String name) throws IOException {
        return edit(name, true, (lines, last) -> lines.removeIf(line -> names(line, name)));
    }

    /** All users in the order of the file; none if it does not exist. */
    public List<Entry> list() throws IOException {
        List<Entry> entries = new ArrayList<>();
        if (Files.exists(file)) {
            Users.read(file)
                    .hashes()
                    .forEach((name, hash) ->
                            entries.add(new Entry(name, hash.toString(), !(hash instanceof StoredHash.Unusable))));
        }
        return entries;
    }

    private Outcome set(String name, byte[] password, boolean present) throws IOException {
        if (!UserName.isAcceptable(name)) {
            return Outcome.BAD_NAME;
        }
        if (!isAcceptable(password)) {
            return Outcome.BAD_PASSWORD;
        }
        String line =
                name + ":" + Hasher.hash(password, Users.DEFAULT_COST, random).text();
        return edit(name, present, (lines, last) -> {
            if (present) {
                // Of several lines of one name the last counts.
                lines.set(last, bytes(line + ending(lines.get(last))));
            } else {
                completeLast(lines);
                lines.add(bytes(line + "\n"));
            }
        });
    }

    private static boolean isAcceptable(byte[] password) {
        if (password.length == 0 || password.length > MAX_PASSWORD_BYTES) {
            return false;
        }
        for (byte b : password) {
            if (b == 0) {
                return false;
            }
        }
        return true;
    }

    /** What happens to the lines; {@code last} is where the user's last line stands, -1 without one. */
    @FunctionalInterface
    private interface Change {
        void apply(List<byte[]> lines, int last);
    }

    private Outcome edit(String name, boolean present, Change change) throws IOException {
        if (!UserName.isAcceptable(name)) {
            return Outcome.BAD_NAME;
        }
        try (UserFileReplacement replacement = UserFileReplacement.begin(file)) {
            List<byte[]> lines = lines(replacement.old());
            int last = -1;
            for (int i = 0; i < lines.size(); i++) {
                last = names(lines.get(i), name) ? i : last;
            }
            if (present != (last >= 0)) {
                return present ? Outcome.MISSING : Outcome.EXISTS;
            }
            change.apply(lines, last);
            ByteArrayOutputStream content = new ByteArrayOutputStream();
            lines.forEach(content::writeBytes);
            Users.checkLimits(file, content.toByteArray());
            replacement.finish(content.toByteArray());
            return Outcome.DONE;
        }
    }

    private static boolean names(byte[] line, String name) {
        Optional<UserLine> user = UserLine.parse(new String(line, StandardCharsets.UTF_8));
        return user.isPresent() && user.get().name().equals(name);
    }

    /** Cuts behind each line feed, so that the pieces put together are the content again. */
    private static List<byte[]> lines(byte[] content) {
        List<byte[]> lines = new ArrayList<>();
        int from = 0;
        for (int i = 0; i < content.length; i++) {
            if (content[i] == '\n' || i == content.length - 1) {
                lines.add(Arrays.copyOfRange(content, from, i + 1));
                from = i + 1;
            }
        }
        return lines;
    }

    private static void completeLast(List<byte[]> lines) {
        int last = lines.size() - 1;
        if (last >= 0 && ending(lines.get(last)).isEmpty()) {
            ByteArrayOutputStream complete = new ByteArrayOutputStream();
            complete.writeBytes(lines.get(last));
            complete.write('\n');
            lines.set(last, complete.toByteArray());
        }
    }

    private static String ending(byte[] line) {
        String text = new String(line, StandardCharsets.ISO_8859_1);
        return text.endsWith("\r\n") ? "\r\n" : text.endsWith("\n") ? "\n" : "";
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
