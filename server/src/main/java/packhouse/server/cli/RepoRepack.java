package packhouse.server.cli;

import java.io.IOException;
import java.util.Optional;
import packhouse.protocol.RepoPath;
import packhouse.protocol.admin.Inquiry;
import packhouse.protocol.admin.JobView;
import packhouse.protocol.admin.Message;
import packhouse.protocol.admin.PlanView;
import packhouse.protocol.admin.RepackWish;
import packhouse.protocol.admin.Repacking;
import packhouse.protocol.admin.Secret;
import packhouse.protocol.admin.Trouble;
import packhouse.protocol.admin.Views.Problem;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code packhouse repo repack}. */
@Command(
        name = "repack",
        headerHeading = "Examples:%n"
                + "  packhouse repo repack alice/laptop --path /tank/backup%n"
                + "  packhouse repo repack alice/laptop --compression max --yes --wait%n%n",
        header = "Rewrites packs without duplicates, compressed and merged, while clients go on. Shows the plan first.",
        description =
                "%nThe work is a job of the running server, see packhouse job. Without a server it is done in this"
                        + " process. What is replaced rests in the trash for a day at least.%n"
                        + "%nEnds with 0 if the job was started, or with --wait as packhouse job wait does.%n")
@SuppressWarnings("NullAway.Init")
final class RepoRepack extends RepositoryCommand {

    private final Person person;

    @Mixin
    private RepackChoice choice;

    @Mixin
    private RepositoryPassword password;

    @Option(names = "--dry-run", description = "Show the plan and do nothing.")
    private boolean dryRun;

    @Option(names = "--yes", description = "Do not ask.")
    private boolean yes;

    @Option(names = "--wait", description = "Wait until it is over and show how it goes on.")
    private boolean wait;

    @Option(
            names = "--offline",
            description = "Work in this process, on a directory that no server holds; a plan alone also beside one.")
    private boolean offline;

    @Mixin
    private Output output;

    RepoRepack(Surroundings around) {
        this(around, Person::atTerminal);
    }

    RepoRepack(Surroundings around, Person person) {
        super(around);
        this.person = person;
    }

    @Override
    int run(RepoPath path) throws IOException, WrongUsage {
        RepackWish wish = choice.wish();
        Optional<Secret> given = password.given(around());
        Message plan = ask(path, new Repacking(true, wish), given);
        if (given.isEmpty() && plan instanceof Problem problem && problem.code().equals(Trouble.SEALED.code())) {
            given = RepositoryPassword.typed(around(), "Repository password of " + repository() + ": ");
            plan = given.isPresent() ? ask(path, new Repacking(true, wish), given) : plan;
        }
        try {
            return planned(path, wish, plan, given);
        } finally {
            given.ifPresent(Secret::close);
        }
    }

    private int planned(RepoPath path, RepackWish wish, Message plan, Optional<Secret> secret)
            throws IOException, WrongUsage {
        if (dryRun || !(plan instanceof PlanView view) || view.batches() == 0) {
            return shown(plan);
        }
        // A program gets one document, and that of the job has the plan in it.
        if (!(yes && output.isJson())) {
            shown(plan);
            out().flush();
        }
        if (!yes && !wanted()) {
            return failed(ExitCode.SOFTWARE, "nothing was changed");
        }
        Message last = ask(path, new Repacking(false, wish), secret);
        if (last instanceof JobView job && !job.isOver()) {
            return started(job);
        }
        return told(last, output, JobView.class, JobWatch::text, JobWatch::exitCode);
    }

    private int shown(Message plan) throws IOException, WrongUsage {
        return told(plan, output, PlanView.class, view -> new PlanScreen(view).text(), view -> ExitCode.OK);
    }

    private boolean wanted() throws WrongUsage {
        Optional<String> answer = person.answer("Start? [y/N] ");
        if (answer.isEmpty()) {
            throw new WrongUsage("nobody is there to be asked. Cure: --yes, or --dry-run for the plan alone");
        }
        return answer.get().strip().equalsIgnoreCase("y")
                || answer.get().strip().equalsIgnoreCase("yes");
    }

    private int started(JobView job) throws IOException, WrongUsage {
        if (wait) {
            err().println("job " + job.id() + " was started");
            return new JobWatch(this, job.id()).await(output);
        }
        return told(job, output, JobView.class, this::text, view -> ExitCode.OK);
    }

    private String text(JobView job) {
        String where = job.id() + server().typed();
        return "job " + job.id() + " was started. Watch it: packhouse job wait " + where + "; more: packhouse job show "
                + where + "\n";
    }

    /** Asks once; the password is needed again. */
    private Message ask(RepoPath path, Repacking repacking, Optional<Secret> secret) throws IOException, WrongUsage {
        Inquirer inquirer = new Inquirer(server(), offline, around().offline());
        Optional<Secret> copy = secret.map(known -> new Secret(known.bytes().clone()));
        String left =
                repacking.dryRun() ? ", nothing was changed" : "; what it had done stays, the repository is sound";
        try (Inquiry inquiry = Inquiry.ofRepack(repacking, copy)) {
            return listen("repack " + path, finding -> {}, left, listener -> inquirer.ask(path, inquiry, listener));
        }
    }
}
