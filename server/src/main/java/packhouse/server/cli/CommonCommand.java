package packhouse.server.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What all commands have in common that do something and end: help, the two streams, and the exit code of what went wrong. */
@SuppressWarnings("NullAway.Init")
abstract class CommonCommand implements Callable<Integer> {

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help and exit.")
    @SuppressWarnings("UnusedVariable") // picocli asks for it itself
    private boolean help;

    @Spec
    private CommandSpec spec;

    /**
     * Carries the command out and says what there is to say; returns the exit code.
     *
     * @throws CancellationException if the person did not want to wait, which has been said
     */
    abstract int run() throws IOException, WrongUsage;

    @Override
    public final Integer call() {
        try {
            int code = run();
            out().flush();
            return code;
        } catch (WrongUsage e) {
            return failed(ExitCode.USAGE, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            return failed(e);
        } catch (CancellationException e) {
            return ExitCodes.INTERRUPTED;
        }
    }

    /** Says what went wrong outside. */
    int failed(IOException e) {
        return failed(ExitCode.SOFTWARE, Words.why(e));
    }

    /** Says why not, in one line. */
    final int failed(int code, String why) {
        err().println("packhouse: " + Words.printable(why));
        return code;
    }

    /** The command as a person types it, without its arguments. */
    final String typed() {
        return spec.qualifiedName();
    }

    final PrintWriter out() {
        return spec.commandLine().getOut();
    }

    final PrintWriter err() {
        return spec.commandLine().getErr();
    }
}
