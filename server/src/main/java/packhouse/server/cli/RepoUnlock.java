package packhouse.server.cli;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import packhouse.protocol.RepoPath;
import packhouse.protocol.admin.Secret;
import packhouse.protocol.admin.Span;
import packhouse.protocol.admin.Trouble;
import packhouse.protocol.admin.Unlocking;
import packhouse.protocol.admin.Views;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code packhouse repo unlock}. */
@Command(
        name = "unlock",
        headerHeading = "Examples:%n"
                + "  packhouse repo unlock alice/laptop --for 8h --path /tank/backup%n"
                + "  packhouse repo unlock alice/laptop --password-file FILE%n%n",
        header = "Gives the running server the key of a repository, so that no command needs its password any more.",
        description = {
            "%nUnlocked, the server can read all data of the repository, past and future. The key is in its memory only:"
                    + " it is gone after --for, by 'packhouse repo lock', or when the server stops.",
            "This has nothing to do with the locks of clients, which 'restic unlock' removes.%n"
        })
final class RepoUnlock extends RepositoryCommand {

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private RepositoryPassword password;

    @Option(
            names = "--for",
            paramLabel = "SPAN",
            description = "How long: 30m, 8h, 2d (default: until it is locked or the server stops).")
    private @Nullable String span;

    RepoUnlock(Surroundings around) {
        super(around);
    }

    @Override
    int run(RepoPath path) throws IOException, WrongUsage {
        Optional<Duration> time = time();
        Optional<Secret> given = password.given(around());
        Optional<Secret> secret = given.isPresent() ? given : RepositoryPassword.typed(around(), question(path));
        if (secret.isEmpty()) {
            return failed(
                    Trouble.exitCode(Trouble.SEALED.code()),
                    "this needs the repository password of " + path + ". Cure: --password-file FILE, or"
                            + " --password-stdin");
        }
        try (Unlocking unlocking = new Unlocking(secret.get(), Optional.ofNullable(span))) {
            return change(ResourcePath.of(path, Views.UNLOCK), unlocking.json(), done(path, time));
        }
    }

    private Optional<Duration> time() throws WrongUsage {
        if (span == null) {
            return Optional.empty();
        }
        Optional<Duration> time = Span.parse(span);
        if (time.isEmpty()) {
            throw new WrongUsage("'" + span + "' is no span of time: " + Span.FORM);
        }
        return time;
    }

    private static String question(RepoPath path) {
        return "Unlocked, the server can read all data of " + path + ", past and future." + System.lineSeparator()
                + "Repository password of " + path + ": ";
    }

    private String done(RepoPath path, Optional<Duration> time) {
        Instant now = around().clock().instant();
        String until = time.map(
                        span -> Words.time(now.plus(span), around().clock().getZone()))
                .orElse("it is locked or the server stops");
        return path + " is unlocked until " + until + ". To end it: packhouse repo lock " + path;
    }
}
