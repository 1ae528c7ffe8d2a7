package packhouse.server.cli;

import java.io.InputStream;
import java.security.SecureRandom;
import picocli.CommandLine.Command;

/**
 * {@code packhouse user}: who may log in. Works on the htpasswd file, with or without a server that runs; it sees the change within
 * 30 s.
 */
@Command(
        name = "user",
        headerHeading = "Examples:%n"
                + "  packhouse user add alice --generate%n"
                + "  packhouse user list --path /tank/backup%n%n",
        header = "Adds and removes the users who may log in, and changes their passwords.",
        description = "%nA running server sees a change within 30 s, or at once after SIGHUP.",
        subcommands = {UserAdd.class, UserPasswd.class, UserRemove.class, UserList.class})
public final class UserCommands extends CommandGroup {

    private final PasswordPrompt prompt;
    private final InputStream input;
    private final SecureRandom random;

    /** The commands as a person meets them: terminal and standard input of this process. */
    public UserCommands() {
        this(PasswordPrompt.ofTerminal(), System.in, new SecureRandom());
    }

    UserCommands(PasswordPrompt prompt, InputStream input, SecureRandom random) {
        this.prompt = prompt;
        this.input = input;
        this.random = random;
    }

    PasswordPrompt prompt() {
        return prompt;
    }

    InputStream input() {
        return input;
    }

    SecureRandom random() {
        return random;
    }
}
