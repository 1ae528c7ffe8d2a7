package packhouse.server.cli;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import packhouse.protocol.admin.JobView;
import packhouse.protocol.admin.JobView.State;
import packhouse.protocol.admin.LineView;
import packhouse.protocol.admin.Message;
import packhouse.protocol.admin.RecordJson;
import packhouse.protocol.admin.Trouble;
import packhouse.protocol.admin.Views;
import packhouse.protocol.admin.Views.Problem;
import picocli.CommandLine.ExitCode;

/** Watches a job of a server until it is over, also while the server is started anew. */
final class JobWatch {

    /** Between two looks: what a person still sees as motion, and a server does not feel. */
    static final Duration LOOK = Duration.ofSeconds(1);

    /** Looks without an answer before it is given up: a server that is started anew is back by then. */
    private static final int MAX_SILENCE = 60;

    private final AskingCommand command;
    private final String id;
    private String told = "";

    JobWatch(AskingCommand command, String id) {
        this.command = command;
        this.id = id;
    }

    /** Waits until it is over and says how it ended; returns the exit code that it deserves. */
    int await(Output output) throws IOException, WrongUsage {
        Message last = command.listen(
                "job " + id,
                finding -> {},
                ", job " + id + " goes on; packhouse job wait " + id
                        + command.server().typed() + " watches it again",
                this::follow);
        return command.told(last, output, JobView.class, JobWatch::text, JobWatch::exitCode);
    }

    /** How a job ended. */
    static String text(JobView job) {
        return (job.id().isEmpty() ? "" : "job " + job.id() + " ") + JobScreen.state(job) + "\n";
    }

    /** The exit code of a job that is over. */
    static int exitCode(JobView job) {
        if (job.state().equals(State.DONE.word())) {
            return job.code().equals(JobView.ATTENTION) ? ExitCodes.ATTENTION : ExitCode.OK;
        }
        return job.state().equals(State.CANCELLED.word()) ? ExitCodes.ATTENTION : Trouble.exitCode(job.code());
    }

    private Message follow(Listener listener) throws IOException, WrongUsage {
        CountDownLatch gone = new CountDownLatch(1);
        listener.whenGone(gone::countDown);
        // Who never answered is not being started anew: a wrong --path is told at once.
        int silence = MAX_SILENCE;
        while (true) {
            try {
                Message now = look();
                if (!(now instanceof JobView job) || job.isOver()) {
                    return now;
                }
                silence = 0;
                tell(job, listener);
            } catch (NotReachable e) {
                silence++;
                if (silence > MAX_SILENCE) {
                    throw e;
                }
            }
            rest(gone);
        }
    }

    private Message look() throws IOException, WrongUsage {
        AdminClient.Answer answer = command.get(Views.JOBS + "/" + id);
        return answer.status() == 200 ? answer.view(JobView.class) : RecordJson.read(Problem.class, answer.body());
    }

    private void tell(JobView job, Listener listener) {
        boolean works = job.state().equals(State.PLANNING.word()) || job.state().equals(State.RUNNING.word());
        if (works) {
            job.status().ifPresent(listener::tell);
        }
        String state = works ? "" : job.state() + (job.reason().isEmpty() ? "" : ": " + job.reason());
        if (!state.isEmpty() && !state.equals(told)) {
            listener.tell(new LineView(state));
        }
        told = state;
    }

    private static void rest(CountDownLatch gone) {
        try {
            if (gone.await(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new CancellationException();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException();
        }
    }
}
