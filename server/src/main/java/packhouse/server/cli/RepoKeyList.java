package packhouse.server.cli;

import packhouse.protocol.admin.KeysView;
import packhouse.protocol.admin.Message;
import packhouse.protocol.admin.Question;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;

/** {@code packhouse repo key list}. */
@Command(
        name = "list",
        headerHeading = "Examples:%n"
                + "  packhouse repo key list alice/laptop --path /tank/backup%n"
                + "  packhouse repo key list alice/laptop --password-file FILE --json%n%n",
        header = "Shows the keys of a repository, oldest first.",
        description = "%nNeeds no password. With one, a * stands before the key that it opens.%n")
final class RepoKeyList extends RepoCommand<KeysView> {

    RepoKeyList(Surroundings around) {
        super(around, Question.KEYS, KeysView.class);
    }

    /** Nobody is asked for a password, because all that is wanted is told without. */
    @Override
    boolean isSealed(Message answer) {
        return false;
    }

    @Override
    String text(KeysView keys) {
        Table table = new Table(" ID", "USER", "HOST", "CREATED");
        for (KeysView.Key key : keys.keys()) {
            table.row(
                    (key.current() ? "*" : " ") + Words.id(key.id()),
                    Words.printable(key.user()),
                    Words.printable(key.host()),
                    key.createdAt()
                            .map(time -> Words.time(time, around().clock().getZone()))
                            .orElse("?"));
        }
        StringBuilder text = new StringBuilder(table.text(""));
        keys.damaged()
                .forEach(file -> text.append("key ")
                        .append(file.file())
                        .append(" cannot be read: ")
                        .append(Words.printable(file.why()))
                        .append('\n'));
        return text.toString();
    }

    @Override
    int exitCode(KeysView keys) {
        return keys.damaged().isEmpty() ? ExitCode.OK : ExitCodes.ATTENTION;
    }
}
