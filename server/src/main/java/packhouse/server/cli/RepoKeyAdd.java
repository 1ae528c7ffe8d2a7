package packhouse.server.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import packhouse.protocol.RepoPath;
import packhouse.protocol.admin.Inquiry;
import packhouse.protocol.admin.KeyView;
import packhouse.protocol.admin.Keying;
import packhouse.protocol.admin.Message;
import packhouse.protocol.admin.Question;
import packhouse.protocol.admin.RepositoryId;
import packhouse.protocol.admin.Secret;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code packhouse repo key add}. */
@Command(
        name = "add",
        headerHeading = "Examples:%n"
                + "  packhouse repo key add alice/laptop --path /tank/backup%n"
                + "  packhouse repo key add alice/laptop --maintenance --to-file /etc/packhouse/alice-laptop%n%n",
        header = "Adds a key: a second password that opens the repository.",
        description = {
            "%nAsks for a password of the repository and for the new one.",
            "With --maintenance it makes a key for the server instead, of the user 'packhouse', with a random password that"
                    + " is in the file only: so the server can open the repository and has not your own password.%n"
        })
@SuppressWarnings("NullAway.Init")
final class RepoKeyAdd extends ManagingCommand {

    /** Whose a key for the server is, in the lists of restic. */
    private static final String SERVER = "packhouse";

    private final Maker maker;
    private final RandomGenerator random;

    @Mixin
    private NewSecret newSecret;

    @Option(names = "--maintenance", description = "Make a key for the server, with a random password.")
    private boolean maintenance;

    @Option(
            names = "--to-file",
            paramLabel = "FILE",
            description = "Where that password is written; the file must not exist, and only you can read it.")
    private @Nullable Path toFile;

    RepoKeyAdd(Surroundings around) {
        this(around, Maker.ofProcess(), new SecureRandom());
    }

    RepoKeyAdd(Surroundings around, Maker maker, RandomGenerator random) {
        super(around, Person::atTerminal);
        this.maker = maker;
        this.random = random;
    }

    @Override
    int run(RepoPath path) throws IOException, WrongUsage {
        if (maintenance != (toFile != null)) {
            throw new WrongUsage("--maintenance and --to-file FILE belong together");
        }
        if (maintenance && newSecret.isNamed()) {
            throw new WrongUsage("a maintenance key has a random password: leave out --new-password-file");
        }
        Optional<Secret> given = given();
        Optional<Secret> secret = given.isPresent() ? given : asked();
        if (secret.isEmpty()) {
            return sealed();
        }
        try (Secret held = secret.get()) {
            return toFile == null ? addOwn(path, held) : addForServer(path, held, toFile.toAbsolutePath());
        }
    }

    private int addOwn(RepoPath path, Secret secret) throws IOException, WrongUsage {
        Secret fresh = newSecret.get(around(), repository());
        return told(add(path, secret, maker, fresh), key -> "key " + Words.id(key.id()) + " was added\n");
    }

    private int addForServer(RepoPath path, Secret secret, Path file) throws IOException, WrongUsage {
        SecretFile secretFile = new SecretFile(file);
        Message last;
        try {
            last = add(path, secret, new Maker(SERVER, maker.host()), secretFile.make(random));
        } catch (NotReachable | WrongUsage e) {
            // Nobody was asked; after any other failure the key may be there.
            secretFile.remove();
            throw e;
        }
        if (!(last instanceof KeyView)) {
            secretFile.remove();
        }
        return told(last, key -> use(path, key, file));
    }

    private static String use(RepoPath path, KeyView key, Path file) {
        return "key " + Words.id(key.id()) + " was added; only you can read its password, in " + file + "\n"
                + "To have the server use it, for all repositories:\n"
                + "  PACKHOUSE_REPO_PASSWORD_FILE=" + file + " packhouse serve ...\n"
                + "or, with systemd, for this one:\n"
                + "  LoadCredential=packhouse.repo." + RepositoryId.of(path) + ":" + file + "\n";
    }

    private Message add(RepoPath path, Secret secret, Maker who, Secret fresh) throws IOException, WrongUsage {
        Keying keying = new Keying("", who.user(), who.host(), Optional.of(fresh));
        return ask(path, Optional.of(secret), copy -> Inquiry.ofKeys(Question.ADD_KEY, keying, copy));
    }

    private int told(Message last, Screen<KeyView> screen) throws IOException {
        return told(last, output(), KeyView.class, screen, view -> ExitCode.OK);
    }
}
