package packhouse.server.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CancellationException;
import packhouse.protocol.admin.LogView;
import packhouse.protocol.admin.RecordJson;
import packhouse.protocol.admin.Views;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;

/** {@code packhouse job log}. */
@Command(
        name = "log",
        headerHeading = "Examples:%n  packhouse job log 12%n  packhouse job log 12 --follow%n%n",
        header = "Prints the log of a job: what it did, step by step.")
final class JobLog extends JobCommand {

    @Option(
            names = {"-f", "--follow"},
            description = "Go on until the job is over.")
    private boolean follow;

    JobLog(Surroundings around) {
        super(around);
    }

    @Override
    int run(String job) throws IOException, WrongUsage {
        long from = 0;
        while (true) {
            AdminClient.Answer answer = get(Views.JOBS + "/" + job + "/" + Views.LOG + "?from=" + from);
            if (answer.status() != 200) {
                return told(answer, output(), LogView.class, view -> "");
            }
            LogView view = answer.view(LogView.class);
            if (!view.lines().isEmpty()) {
                out().print(text(view));
                out().flush();
            }
            from = view.first() + view.lines().size();
            boolean more = view.lines().size() == LogView.MAX_LINES;
            if (!more && (view.isOver() || !follow)) {
                return ExitCode.OK;
            }
            if (!more) {
                rest();
            }
        }
    }

    private static void rest() {
        try {
            Thread.sleep(JobWatch.LOOK.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException();
        }
    }

    private String text(LogView view) {
        if (output().isJson()) {
            return new String(RecordJson.document(view), StandardCharsets.UTF_8);
        }
        StringBuilder text = new StringBuilder();
        view.lines().forEach(line -> text.append(Words.printable(line)).append('\n'));
        return text.toString();
    }
}
