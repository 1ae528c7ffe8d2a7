package packhouse.server.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import packhouse.server.access.UserFileEditor;
import packhouse.server.access.UserFileEditor.Outcome;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code packhouse user add}. */
@Command(
        name = "add",
        headerHeading = "Examples:%n"
                + "  packhouse user add alice%n"
                + "  packhouse user add nas2 --generate --path /tank/backup%n%n",
        header = "Adds a user.",
        description = "%nWithout an option the password is asked for on the terminal, twice.")
@SuppressWarnings("NullAway.Init")
final class UserAdd extends UserCommand {

    @Parameters(paramLabel = "NAME", description = "Name of the user.")
    private String name;

    @ArgGroup
    private @Nullable NewPassword source;

    @Override
    int run(UserFileEditor editor) throws IOException, WrongUsage {
        NewPassword from = source == null ? new NewPassword() : source;
        byte[] password = from.get(parent(), name);
        try {
            Outcome outcome = editor.add(name, password);
            if (outcome == Outcome.DONE && from.isGenerated()) {
                out().println(new String(password, StandardCharsets.US_ASCII));
            }
            return told(outcome, name, "added " + name);
        } finally {
            Arrays.fill(password, (byte) 0);
        }
    }
}
