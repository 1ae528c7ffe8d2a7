package packhouse.server.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import packhouse.protocol.admin.RecordJson;
import packhouse.protocol.admin.Views;
import packhouse.server.access.UserFileEditor;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;

/** {@code packhouse user list}. */
@Command(
        name = "list",
        headerHeading =
                "Examples:%n" + "  packhouse user list%n" + "  packhouse user list --json --path /tank/backup%n%n",
        header = "Lists the users, and how their passwords are stored.")
final class UserList extends UserCommand {

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private Output output;

    @Override
    int run(UserFileEditor editor) throws IOException {
        List<UserFileEditor.Entry> users = editor.list();
        if (output.isJson()) {
            out().println(document(users));
        } else {
            table(users);
        }
        return ExitCode.OK;
    }

    private String document(List<UserFileEditor.Entry> users) {
        List<Views.User> all = users.stream()
                .map(user -> new Views.User(user.name(), user.hash(), user.canLogIn()))
                .toList();
        byte[] json = RecordJson.document(new Views.Users(file().toString(), all));
        return new String(json, StandardCharsets.UTF_8).strip();
    }

    private void table(List<UserFileEditor.Entry> users) {
        if (users.isEmpty()) {
            err().println("no users in " + file() + ". Cure: packhouse user add NAME");
            return;
        }
        int width = Math.max(
                4, users.stream().mapToInt(user -> user.name().length()).max().orElse(0));
        String format = "%-" + width + "s  %s%n";
        out().printf(format, "NAME", "PASSWORD");
        for (UserFileEditor.Entry user : users) {
            String state = user.canLogIn() ? user.hash() : user.hash() + ", cannot log in";
            out().printf(format, user.name(), state);
        }
        out().flush();
    }
}
