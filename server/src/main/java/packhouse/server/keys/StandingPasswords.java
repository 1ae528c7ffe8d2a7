package packhouse.server.keys;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import packhouse.protocol.RepoPath;
import packhouse.protocol.admin.RepositoryId;
import packhouse.protocol.admin.Secret;

/**
 * Passwords that the owner put where the server finds them at each start, in this order: a systemd credential for one repository, a file for
 * all, a variable for all. Files are read when they are needed, and again when they are needed again.
 *
 * <pre>
 * $CREDENTIALS_DIRECTORY/packhouse.repo.ID     ID as in {@link RepositoryId}
 * PACKHOUSE_REPO_PASSWORD_FILE                 path of a file of mode 0600 or stricter
 * PACKHOUSE_REPO_PASSWORD                      the password itself
 * </pre>
 */
public final class StandingPasswords {

    /** Before the id of a repository, in the name of its credential; the unit of packhouse imports {@code packhouse.*}. */
    static final String CREDENTIAL = "packhouse.repo.";

    static final String FILE = "PACKHOUSE_REPO_PASSWORD_FILE";

    static final String VARIABLE = "PACKHOUSE_REPO_PASSWORD";

    private final Optional<Path> credentials;
    private final Optional<Path> file;
    private final Optional<String> variable;

    /** A password that stands ready, and where. */
    record Standing(Secret password, String source) implements AutoCloseable {
        @Override
        public void close() {
            password.close();
        }
    }

    /** Those that the environment names. */
    public StandingPasswords(Map<String, String> environment) {
        this.credentials = value(environment, "CREDENTIALS_DIRECTORY").map(Path::of);
        this.file = value(environment, FILE).map(Path::of);
        this.variable = value(environment, VARIABLE);
    }

    private static Optional<String> value(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name)).filter(text -> !text.isEmpty());
    }

    /**
     * Where passwords stand ready for all repositories, for people.
     *
     * @throws UnusablePasswordException if the file that is named cannot be used
     */
    public List<String> sources() throws UnusablePasswordException {
        List<String> sources = new ArrayList<>();
        if (file.isPresent()) {
            PasswordFile.owned(file.get()).close();
            sources.add("the file " + file.get());
        } else if (variable.isPresent()) {
            sources.add("the variable " + VARIABLE);
        }
        return sources;
    }

    /** The password of this repository, empty if none stands ready; the caller closes it. */
    Optional<Standing> of(RepoPath path) throws UnusablePasswordException {
        String name = CREDENTIAL + RepositoryId.of(path);
        Optional<Path> credential =
                credentials.map(directory -> directory.resolve(name)).filter(Files::exists);
        if (credential.isPresent()) {
            return Optional.of(new Standing(PasswordFile.credential(credential.get()), "credential " + name));
        }
        if (file.isPresent()) {
            return Optional.of(new Standing(PasswordFile.owned(file.get()), FILE));
        }
        return variable.map(text -> new Standing(Secret.of(text.toCharArray(), 0, text.length()), VARIABLE));
    }
}
