package packhouse.server.cli;

import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A word before other commands, which does nothing by itself. */
@SuppressWarnings("NullAway.Init")
abstract class CommandGroup implements Runnable {

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help and exit.")
    @SuppressWarnings("UnusedVariable") // picocli asks for it itself
    private boolean help;

    @Spec
    private CommandSpec spec;

    /** Without a subcommand there is nothing to do, which is wrong usage. */
    @Override
    public final void run() {
        List<String> words = List.copyOf(spec.subcommands().keySet());
        int last = words.size() - 1;
        throw new ParameterException(
                spec.commandLine(),
                "Missing required subcommand: " + String.join(", ", words.subList(0, last)) + " or " + words.get(last));
    }
}
