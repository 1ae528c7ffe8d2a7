package packhouse.server.cli;

import java.io.IOException;
import packhouse.server.access.UserFileEditor;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code packhouse user remove}. */
@Command(
        name = "remove",
        headerHeading = "Examples:%n"
                + "  packhouse user remove alice%n"
                + "  packhouse user remove alice --htpasswd-file /config/htpasswd%n%n",
        header = "Removes a user. Repositories stay.")
@SuppressWarnings("NullAway.Init")
final class UserRemove extends UserCommand {

    @Parameters(paramLabel = "NAME", description = "Name of the user.")
    private String name;

    @Override
    int run(UserFileEditor editor) throws IOException {
        return told(editor.remove(name), name, "removed " + name);
    }
}
