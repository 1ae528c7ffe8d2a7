package packhouse.server;

import java.io.PrintWriter;
import java.util.Map;
import packhouse.server.cli.CommandFactory;
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
@Command(
        name = "packhouse",
        subcommands = {
            ServeCommand.class,
            StatusCommand.class,
            HealthCommand.class,
            RepoCommands.class,
            JobCommands.class,
            TrashCommands.class,
            UndoCommand.class,
            UserCommands.class,
            VersionCommand.class
        },
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
        CommandLine line = new CommandLine(new Main(), new CommandFactory(new OfflineInsight(environment), environment))
                .setOverwrittenOptionsAllowed(true)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(true)
                .setHelpFactory(HelpText::new)
                .setParameterExceptionHandler(Main::wrongUsage)
                .setDefaultValueProvider(new Environment(environment));
        return line.execute(Environment.withOptions(environment, arguments).toArray(String[]::new));
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
