package packhouse.server.cli;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import packhouse.protocol.RepoPath;
import packhouse.protocol.admin.Inquiry;
import packhouse.protocol.admin.KeyView;
import packhouse.protocol.admin.Keying;
import packhouse.protocol.admin.KeysView;
import packhouse.protocol.admin.Message;
import packhouse.protocol.admin.Question;
import packhouse.protocol.admin.Secret;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code packhouse repo key remove}. */
@Command(
        name = "remove",
        headerHeading = "Examples:%n"
                + "  packhouse repo key remove alice/laptop 4f2a91c0 --path /tank/backup%n"
                + "  packhouse repo key remove alice/laptop 4f2a91c0 --password-file FILE --yes%n%n",
        header = "Removes a key, so that its password opens the repository no more.",
        description =
                "%nNeeds the password of another key, so that one stays that somebody can use. The key rests in the"
                        + " trash, as one that a client removes.%n")
@SuppressWarnings("NullAway.Init")
final class RepoKeyRemove extends ManagingCommand {

    @Parameters(index = "1", paramLabel = "ID", description = "The beginning of the id of the key.")
    private String id;

    @Option(names = "--yes", description = "Do not ask.")
    private boolean yes;

    RepoKeyRemove(Surroundings around) {
        this(around, Person::atTerminal);
    }

    RepoKeyRemove(Surroundings around, Person person) {
        super(around, person);
    }

    @Override
    int run(RepoPath path) throws IOException, WrongUsage {
        if (!id.matches("[0-9a-f]{1,64}")) {
            throw new WrongUsage("'" + id + "' is no id: packhouse repo key list " + path + " shows them");
        }
        Optional<Secret> given = given();
        Optional<Secret> secret = given.isPresent() ? given : asked();
        if (secret.isEmpty()) {
            return sealed();
        }
        try (Secret held = secret.get()) {
            return remove(path, held);
        }
    }

    private int remove(RepoPath path, Secret secret) throws IOException, WrongUsage {
        String meant = id;
        if (!yes) {
            Message keys = ask(path, Optional.of(secret), copy -> Inquiry.ofKeys(Question.KEYS, Keying.NOTHING, copy));
            if (!(keys instanceof KeysView view)) {
                return told(keys);
            }
            List<KeysView.Key> found =
                    view.keys().stream().filter(key -> key.id().startsWith(id)).toList();
            // What is unclear, or not allowed, the one who removes it says.
            if (found.size() == 1 && !found.get(0).current()) {
                meant = found.get(0).id();
                if (!agrees("Remove key " + words(found.get(0)) + " of " + path + "?")) {
                    return failed(ExitCode.SOFTWARE, "nothing was changed");
                }
            }
        }
        Keying keying = Keying.of(meant);
        return told(ask(path, Optional.of(secret), copy -> Inquiry.ofKeys(Question.REMOVE_KEY, keying, copy)));
    }

    private String words(KeysView.Key key) {
        String made = key.createdAt()
                .map(time -> ", made " + Words.time(time, around().clock().getZone()))
                .orElse("");
        return Words.id(key.id()) + " (" + Words.printable(key.user() + " on " + key.host()) + made + ")";
    }

    private int told(Message last) throws IOException {
        return told(
                last,
                output(),
                KeyView.class,
                key -> "key " + Words.id(key.id()) + " was removed; it rests in the trash for now\n",
                view -> ExitCode.OK);
    }
}
