package packhouse.server.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import packhouse.server.access.UserFileEditor;
import picocli.CommandLine.Option;

/** Where a new password comes from. Never from an argument: every user of the machine could read it in the list of processes. */
final class NewPassword {

    /** Random bytes of a generated password: 144 bits, which Base64 turns into 24 characters. */
    private static final int GENERATED_BYTES = 18;

    /** Bytes of input that are looked at: more than any password may have, with its line feed. */
    private static final int MAX_INPUT = 1024;

    @Option(names = "--password-stdin", description = "Read the password from standard input.")
    private boolean fromInput;

    @Option(names = "--password-file", paramLabel = "FILE", description = "Read the password from a file.")
    private @Nullable Path fromFile;

    @Option(names = "--generate", description = "Make a random password and print it, once.")
    private boolean generate;

    boolean isGenerated() {
        return generate;
    }

    /**
     * The password, in bytes of UTF-8; whoever gets it wipes it.
     *
     * @throws WrongUsage if nobody can be asked, or two answers differ
     */
    byte[] get(UserCommands user, String name) throws IOException, WrongUsage {
        if (generate) {
            byte[] bytes = new byte[GENERATED_BYTES];
            user.random().nextBytes(bytes);
            return Base64.getUrlEncoder().encode(bytes);
        }
        if (fromInput) {
            return withoutLineEnd(user.input().readNBytes(MAX_INPUT));
        }
        return fromFile == null ? asked(user.prompt(), name) : fromFile(fromFile);
    }

    private static byte[] fromFile(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return withoutLineEnd(in.readNBytes(MAX_INPUT));
        } catch (NoSuchFileException e) {
            throw new IOException("password file " + file + " does not exist", e);
        }
    }

    private static byte[] withoutLineEnd(byte[] content) {
        int length = content.length;
        if (length > 0 && content[length - 1] == '\n') {
            length -= length > 1 && content[length - 2] == '\r' ? 2 : 1;
        }
        byte[] password = Arrays.copyOf(content, length);
        Arrays.fill(content, (byte) 0);
        return password;
    }

    private static byte[] asked(PasswordPrompt prompt, String name) throws WrongUsage {
        Optional<char[]> first = prompt.ask("New login password of " + name + ": ");
        Optional<char[]> second = first.isEmpty() ? first : prompt.ask("Once more: ");
        if (second.isEmpty()) {
            throw new WrongUsage("no terminal to ask for the password."
                    + " Cure: --password-stdin, --password-file FILE or --generate");
        }
        try {
            if (!Arrays.equals(first.orElseThrow(), second.get())) {
                throw new WrongUsage("the two passwords differ, nothing was changed");
            }
            return utf8(second.get());
        } finally {
            first.ifPresent(typed -> Arrays.fill(typed, '\0'));
            Arrays.fill(second.get(), '\0');
        }
    }

    private static byte[] utf8(char[] typed) {
        ByteBuffer buffer = ByteBuffer.allocate(typed.length * 3);
        CharsetEncoder encoder = StandardCharsets.UTF_8.newEncoder().onMalformedInput(CodingErrorAction.REPLACE);
        encoder.encode(CharBuffer.wrap(typed), buffer, true);
        byte[] bytes = Arrays.copyOf(buffer.array(), buffer.position());
        Arrays.fill(buffer.array(), (byte) 0);
        return bytes;
    }

    /** What to say of a password that the user file does not take. */
    static String limits() {
        return "a password has 1 to " + UserFileEditor.MAX_PASSWORD_BYTES
                + " bytes, none of them zero: more would not count, so it is not taken";
    }
}
