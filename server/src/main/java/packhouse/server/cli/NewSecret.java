package packhouse.server.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import packhouse.protocol.admin.Secret;
import picocli.CommandLine.Option;

/** Where the password of a new key comes from: a file, or a person who types it twice. */
final class NewSecret {

    @Option(
            names = "--new-password-file",
            paramLabel = "FILE",
            description = "Read the new password from a file (default: ask for it on the terminal, twice).")
    private @Nullable Path file;

    boolean isNamed() {
        return file != null;
    }

    /**
     * The password; whoever gets it wipes it.
     *
     * @throws WrongUsage if nobody can be asked, or two answers differ
     */
    Secret get(Surroundings around, String repository) throws IOException, WrongUsage {
        return file == null ? asked(around, repository) : RepositoryPassword.fromFile(file);
    }

    private static Secret asked(Surroundings around, String repository) throws WrongUsage {
        Optional<Secret> first = RepositoryPassword.typed(around, "New repository password of " + repository + ": ");
        Optional<Secret> second = first.isEmpty() ? first : RepositoryPassword.typed(around, "Once more: ");
        if (second.isEmpty()) {
            first.ifPresent(Secret::close);
            throw new WrongUsage("no terminal to ask for the new password. Cure: --new-password-file FILE");
        }
        try (Secret once = first.orElseThrow()) {
            if (!Arrays.equals(once.bytes(), second.get().bytes())) {
                second.get().close();
                throw new WrongUsage("the two passwords differ, nothing was changed");
            }
        }
        return second.get();
    }
}
