package packhouse.server;

import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import packhouse.server.cli.CommandFactory;
import packhouse.server.cli.Commands;
import packhouse.server.cli.Following;
import packhouse.server.cli.HealthCommand;
import packhouse.server.cli.JobCommands;
import packhouse.server.cli.RepoCommands;
import packhouse.server.cli.StatusCommand;
import packhouse.server.cli.TrashCommands;
import packhouse.server.cli.UndoCommand;
import packhouse.server.cli.UserCommands;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line: what a person types. */
@Following({
    ServeCommand.class,
    StatusCommand.class,
    HealthCommand.class,
    RepoCommands.class,
    JobCommands.class,
    TrashCommands.class,
    UndoCommand.class,
    UserCommands.class,
    VersionCommand.class
})
@Command(
        name = "packhouse",
        headerHeading = "Examples:%n  packhouse serve --path ./data --no-auth%n  packhouse status --path ./data%n%n",
        header = "The server that restic clients back up to, and that keeps house.",
        synopsisSubcommandLabel = "COMMAND",
        versionProvider = Version.class)
public final class Main implements Runnable {

    /** Wrong usage: an unknown flag, a missing value. */
    static final int WRONG_USAGE = 2;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    @SuppressWarnings("UnusedVariable")
    private StandardOptions standard = new StandardOptions();

    /** Runs one command and ends the process with its exit code. */
    public static void main(String[] arguments) {
        System.exit(run(System.getenv(), arguments));
    }

    static int run(Map<String, String> environment, String... arguments) {
        List<String> all = Environment.withOptions(environment, arguments);
        CommandFactory factory = new CommandFactory(new OfflineInsight(environment), environment);
        CommandLine line = Commands.named(Main.class, factory, all)
                .setOverwrittenOptionsAllowed(true)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(true)
                .setHelpFactory(HelpText::new)
                .setParameterExceptionHandler(Main::wrongUsage)
                .setDefaultValueProvider(new Environment(environment));
        return line.execute(all.toArray(String[]::new));
    }

    private static int wrongUsage(ParameterException e, String... arguments) {
        PrintWriter err = e.getCommandLine().getErr();
        String command = e.getCommandLine().getCommandSpec().qualifiedName();
        err.println(command + ": " + e.getMessage());
        err.println("See '" + command + " --help'.");
        return WRONG_USAGE;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which command? Most start with: packhouse serve --path DIR");
    }
}
