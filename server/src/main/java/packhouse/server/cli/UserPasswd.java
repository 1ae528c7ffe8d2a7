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

/** {@code packhouse user passwd}. */
@Command(
        name = "passwd",
        headerHeading = "Examples:%n"
                + "  packhouse user passwd alice%n"
                + "  packhouse user passwd alice --password-file /run/secrets/alice%n%n",
        header = "Gives a user another login password.",
        description = "%nWithout an option the password is asked for on the terminal, twice.")
@SuppressWarnings("NullAway.Init")
final class UserPasswd extends UserCommand {

    @Parameters(paramLabel = "NAME", description = "Name of the user.")
    private String name;

    @ArgGroup
    private @Nullable NewPassword source;

    @Override
    int run(UserFileEditor editor) throws IOException, WrongUsage {
        NewPassword from = source == null ? new NewPassword() : source;
        byte[] password = from.get(parent(), name);
        try {
            Outcome outcome = editor.changePassword(name, password);
            if (outcome == Outcome.DONE && from.isGenerated()) {
                out().println(new String(password, StandardCharsets.US_ASCII));
            }
            return told(outcome, name, "changed the password of " + name);
        } finally {
            Arrays.fill(password, (byte) 0);
        }
    }
}
