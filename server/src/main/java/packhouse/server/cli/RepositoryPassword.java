package packhouse.server.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import packhouse.protocol.admin.Secret;
import picocli.CommandLine.Option;

/**
 * Where the password of a repository comes from, in this order: an option, packhouse's variables, restic's variables, a person. Never
 * from an argument: every user of the machine could read it in the list of processes.
 */
final class RepositoryPassword {

    /** Bytes of a source that are looked at; restic's own passwords are lines. */
    private static final int MAX_INPUT = 4096;

    @Option(
            names = "--password-file",
            paramLabel = "FILE",
            description = "Read the repository password from a file (env: PACKHOUSE_REPO_PASSWORD_FILE,"
                    + " RESTIC_PASSWORD_FILE; PACKHOUSE_REPO_PASSWORD and RESTIC_PASSWORD hold the password itself).")
    private @Nullable Path fromFile;

    @Option(names = "--password-stdin", description = "Read the repository password from standard input, one line.")
    private boolean fromInput;

    /**
     * The password that an option or a variable gives, empty if none does.
     *
     * @throws WrongUsage if two sources are named
     */
    Optional<Secret> given(Surroundings around) throws IOException, WrongUsage {
        if (fromFile != null && fromInput) {
            throw new WrongUsage("one password is wanted: --password-file or --password-stdin");
        }
        if (fromInput) {
            return Optional.of(firstLine(around.input().readNBytes(MAX_INPUT)));
        }
        if (fromFile != null) {
            return Optional.of(fromFile(fromFile));
        }
        return fromVariables(around.environment());
    }

    /** What the person at the terminal types, empty if nobody sits there. */
    static Optional<Secret> typed(Surroundings around, String question) {
        Optional<char[]> typed = around.prompt().ask(question);
        Optional<Secret> password = typed.map(text -> Secret.of(text, 0, text.length));
        typed.ifPresent(text -> Arrays.fill(text, '\0'));
        return password;
    }

    private static Optional<Secret> fromVariables(Map<String, String> environment) throws IOException {
        for (String whose : new String[] {"PACKHOUSE_REPO_PASSWORD", "RESTIC_PASSWORD"}) {
            String file = environment.getOrDefault(whose + "_FILE", "");
            if (!file.isEmpty()) {
                return Optional.of(fromFile(Path.of(file)));
            }
            String password = environment.getOrDefault(whose, "");
            if (!password.isEmpty()) {
                return Optional.of(Secret.of(password.toCharArray(), 0, password.length()));
            }
        }
        return Optional.empty();
    }

    static Secret fromFile(Path file) throws IOException {
        byte[] content;
        try (InputStream in = Files.newInputStream(file)) {
            content = in.readNBytes(MAX_INPUT);
        } catch (NoSuchFileException e) {
            throw new IOException("password file " + file + " does not exist", e);
        }
        return Secret.ofFile(content);
    }

    private static Secret firstLine(byte[] content) {
        int end = 0;
        while (end < content.length && content[end] != '\n') {
            end++;
        }
        return cut(content, 0, end > 0 && content[end - 1] == '\r' ? end - 1 : end);
    }

    private static Secret cut(byte[] content, int from, int to) {
        Secret secret = new Secret(Arrays.copyOfRange(content, from, to));
        Arrays.fill(content, (byte) 0);
        return secret;
    }
}
