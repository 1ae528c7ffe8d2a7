package packhouse.server.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;
import packhouse.protocol.admin.FindingView;
import packhouse.protocol.admin.Message;
import packhouse.protocol.admin.RecordJson;
import packhouse.protocol.admin.Trouble;
import packhouse.protocol.admin.Views;
import packhouse.protocol.admin.Views.Problem;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;

/**
 * What the commands have in common that ask a running server. One that shows a view is {@code told(get(address), output, View.class,
 * this::text)}; one whose answer comes line by line while it is worked on begins with {@link #listen}; one that changes something is a
 * {@link #change}.
 */
@SuppressWarnings("NullAway.Init")
abstract class AskingCommand extends CommonCommand {

    /** The server answers within 5 s or says that it cannot; the rest is for a busy machine. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** Each of up to twenty keys costs half a second, others may be tried before, and a wrong one is answered late. */
    private static final Duration PATIENCE_FOR_CHANGES = Duration.ofMinutes(1);

    private final Surroundings around;

    @Mixin
    private ServerOptions server;

    AskingCommand(Surroundings around) {
        this.around = around;
    }

    /** Answers line by line, and gives the last line. */
    @FunctionalInterface
    interface Teller {
        Message tell(Listener listener) throws IOException, WrongUsage;
    }

    @Override
    final int failed(IOException e) {
        return e instanceof NotReachable
                ? failed(ExitCodes.NOT_REACHABLE, e.getMessage() + ". Cure: " + server.cure())
                : super.failed(e);
    }

    /** What the server says at an address. */
    final AdminClient.Answer get(String address) throws NotReachable, WrongUsage {
        return new AdminClient(server.address(), PATIENCE).get(address);
    }

    /** What the server says to what is posted to an address; the body is wiped. */
    final AdminClient.Answer post(String address, byte[] body) throws NotReachable, WrongUsage {
        try {
            ServerAddress socket = new ServerAddress.Socket(server.socket());
            return new AdminClient(socket, PATIENCE_FOR_CHANGES).post(address, body);
        } finally {
            Arrays.fill(body, (byte) 0);
        }
    }

    /** Has the server do what is posted to an address, and says {@code done} when it did; the body is wiped. */
    final int change(String address, byte[] body, String done) throws IOException, WrongUsage {
        AdminClient.Answer answer = post(address, body);
        if (answer.status() != 204) {
            return refused(answer);
        }
        out().println(done);
        return ExitCode.OK;
    }

    /**
     * Shows how the work goes on until its last line is there.
     *
     * @param name of the work
     * @param findings hears what is found, as soon as it is
     * @param interrupted what it means that the person does not want to wait
     */
    final Message listen(String name, Consumer<FindingView> findings, String interrupted, Teller teller)
            throws IOException, WrongUsage {
        Listener listener = new Listener(new Display(err(), name, around.watched(), around.nanos()), findings);
        Runnable ended = around.interrupts().during(listener::leave);
        try {
            return teller.tell(listener);
        } catch (CancellationException e) {
            // The process is gone as soon as the registration ends, so it is said before.
            failed(ExitCodes.INTERRUPTED, "interrupted" + interrupted);
            throw e;
        } finally {
            listener.end();
            ended.run();
        }
    }

    /** Prints a view that the server gave, or says why it gave none; returns the exit code. */
    final <T extends Record> int told(AdminClient.Answer answer, Output output, Class<T> type, Screen<T> screen)
            throws IOException {
        if (answer.status() == 401) {
            return failed(
                    ExitCode.SOFTWARE,
                    "over the network the server only tells whether it is healthy. Cure: on its own machine, " + typed()
                            + " --path DIR");
        }
        if (answer.status() != 200) {
            return refused(answer);
        }
        if (output.isJson()) {
            out().println(answer.body().strip());
        } else {
            out().print(screen.text(answer.view(type)));
        }
        return ExitCode.OK;
    }

    /** Prints the last line of an answer, or says why there is none; returns the exit code that it deserves. */
    final <T extends Message> int told(
            Message last, Output output, Class<T> type, Screen<T> screen, ToIntFunction<T> code) throws IOException {
        if (last instanceof Problem problem) {
            return refused(problem);
        }
        T view = type.cast(last);
        out().print(output.isJson() ? new String(RecordJson.line(last), StandardCharsets.UTF_8) : screen.text(view));
        return code.applyAsInt(view);
    }

    private int refused(AdminClient.Answer answer) throws IOException {
        return refused(RecordJson.read(Views.Problem.class, answer.body()));
    }

    /** Says why the server does not do it, and what to do about it. */
    final int refused(Problem problem) {
        return failed(Trouble.exitCode(problem.code()), problem.detail() + ". Cure: " + problem.hint());
    }

    final ServerOptions server() {
        return server;
    }

    final Surroundings around() {
        return around;
    }
}
