package packhouse.server.jobs;

import java.io.IOException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import packhouse.protocol.RepoPath;
import packhouse.protocol.admin.Audience;
import packhouse.protocol.admin.JobView;
import packhouse.protocol.admin.JobView.Done;
import packhouse.protocol.admin.JobView.State;
import packhouse.protocol.admin.PlanView;
import packhouse.protocol.admin.Sizes;
import packhouse.protocol.admin.Views.Problem;
import packhouse.server.inspect.Meter;
import packhouse.server.inspect.Problems;
import packhouse.server.keys.Lease;
import packhouse.storage.disk.NoSpaceException;
import packhouse.storage.disk.Space;

/** One run of a job, from its plan to its end or whatever ends it before. */
final class JobRun implements Watch {

    private final Job job;
    private final Lease lease;
    private final Tools tools;
    private final Audience audience;
    private final Meter meter;

    /**
     * What runs work with.
     *
     * @param room decides, {@code space} tells what it decides about
     * @param changed is told that a job is not as it was, so that it is remembered
     * @param log takes lines for the log of a job
     */
    record Tools(
            Tasks tasks,
            Throttle throttle,
            Room room,
            FreeSpace space,
            JobReport report,
            InstantSource clock,
            LongSupplier nanos,
            Consumer<Job> changed,
            Log log) {

        /** The same with another log. */
        Tools with(Log other) {
            return remembering(changed, other);
        }

        /** The same for jobs that are remembered. */
        Tools remembering(Consumer<Job> saved, Log other) {
            return new Tools(tasks, throttle, room, space, report, clock, nanos, saved, other);
        }
    }

    /** Asks the file system of the repositories. */
    @FunctionalInterface
    interface FreeSpace {
        Space look() throws IOException;
    }

    /** Keeps what jobs say. */
    @FunctionalInterface
    interface Log {
        void add(Job job, String sentence);
    }

    /** A run that nobody waits for. {@code lease}: the repository, opened for this run; whoever took it closes it. */
    JobRun(Job job, Lease lease, Tools tools) {
        this(job, lease, tools, job);
    }

    /** A run that ends when the audience has gone. */
    JobRun(Job job, Lease lease, Tools tools, Audience audience) {
        this.job = job;
        this.lease = lease;
        this.tools = tools;
        this.audience = audience;
        this.meter = new Meter(audience, tools.nanos());
    }

    /** Works on a job that has begun until it is over, or cannot go on now; tells whether the disk was full. */
    boolean work() {
        tools.changed().accept(job);
        tell("begins");
        try {
            plan();
        } catch (CancellationException e) {
            interrupted(e);
        } catch (NoSpaceException e) {
            if (!job.isGone()) {
                leave(
                        State.WAITING,
                        "the disk is full: " + e.getMessage(),
                        "waits: the disk is full: " + e.getMessage());
                return true;
            }
            // It was to end anyway, and to wait would forget that.
            interrupted(new CancellationException("the job was interrupted on a full disk"));
        } catch (IOException e) {
            Problem problem = Problems.of(path(), e);
            end(State.FAILED, problem.detail(), problem.code());
        } catch (RuntimeException | Error e) {
            bug(e);
        } finally {
            tools.changed().accept(job);
        }
        return false;
    }

    private void plan() throws IOException {
        try (Task task = tools.tasks().task(job.order(), lease.repository())) {
            run(task, task.plan(this));
        }
    }

    private void run(Task task, PlanView plan) throws IOException {
        job.run(plan);
        tools.changed().accept(job);
        if (plan.batches() == 0) {
            end(State.DONE, "there is nothing to do", "");
            return;
        }
        line("plan: " + plan.batches() + " steps, " + plan.packs() + " packs, reads " + Sizes.of(plan.readBytes())
                + ", writes about " + Sizes.of(plan.writtenBytes()));
        Task.Result result = task.run(this);
        end(State.DONE, result.sentence(), result.attention() ? JobView.ATTENTION : "");
    }

    /** What was asked of the job decides, whoever noticed it first. */
    private void interrupted(CancellationException e) {
        switch (job.asked()) {
            case CANCEL -> end(State.CANCELLED, "cancelled; what it had done stays", "");
            case PAUSE -> leave(State.PAUSED, "", "paused");
            case STOP -> leave(State.QUEUED, "the server was stopped", "interrupted: the server stops");
            case NOTHING -> {
                if (lease.isRevoked()) {
                    leave(State.WAITING, Jobs.sealed(path()), "interrupted: the repository was sealed");
                } else if (job.wasResumed()) {
                    leave(State.QUEUED, "", "begins anew");
                } else {
                    bug(e);
                }
            }
        }
    }

    private void bug(Throwable cause) {
        end(State.FAILED, "an error in the program, the server's log has it", "failed");
        tools.report().bug(view(), cause);
    }

    private void leave(State state, String reason, String said) {
        job.leave(state, reason, tools.nanos().getAsLong());
        tell(said);
    }

    private void end(State state, String why, String code) {
        String said = state.word() + ": " + why;
        // Before it is over: who follows the log then looks no more.
        line(said);
        job.end(state, why, code, tools.clock().instant(), tools.nanos().getAsLong());
        tools.report().told(view(), said);
    }

    private void tell(String what) {
        line(what);
        tools.report().told(view(), what);
    }

    private JobView view() {
        return job.summary(tools.nanos().getAsLong());
    }

    private RepoPath path() {
        return job.order().repository();
    }

    @Override
    public void begin(Phase phase, long items, long bytes) {
        look();
        meter.begin(phase, items, bytes);
    }

    @Override
    public void advance(long items, long bytes) {
        look();
        meter.advance(items, bytes);
    }

    @Override
    public void checkpoint(long bytes) {
        look();
        goOn();
        tools.throttle().rest(bytes, this::look);
    }

    /** Ends the run if it should; the key of a repository that was sealed is not to be used any more. */
    private void look() {
        if (audience != job && audience.isGone()) {
            job.cancel(tools.clock().instant());
        }
        if (job.isGone() || lease.isRevoked()) {
            throw new CancellationException("the job was interrupted");
        }
    }

    @Override
    public void awaitRoom(long bytes) {
        Optional<String> missing = missing(bytes);
        while (missing.isPresent()) {
            hold(missing.get());
            tools.throttle().pause(Limits.LOOK.toNanos(), this::look);
            missing = missing(bytes);
        }
        look();
        goOn();
    }

    /** Says why once, however the numbers in it change. */
    private void hold(String why) {
        boolean first = job.state() != State.WAITING;
        job.hold(why);
        if (first) {
            tools.changed().accept(job);
            tell("waits: " + why);
        }
    }

    private void goOn() {
        if (job.state() == State.WAITING) {
            job.goOn();
            tools.changed().accept(job);
            tell("goes on");
        }
    }

    @Override
    public void awaitTurn(String why) {
        hold("waits until it may change something: " + why);
        tools.throttle().pause(Limits.LOOK.toNanos(), this::look);
    }

    private Optional<String> missing(long bytes) {
        try {
            return tools.room().missing(bytes, tools.space().look());
        } catch (IOException e) {
            return Optional.of("free space cannot be told: " + e.getMessage());
        }
    }

    @Override
    public void committed(Done step) {
        job.committed(step);
        tools.changed().accept(job);
        JobView view = view();
        if (view.batch() % Limits.STEPS_A_LINE == 0) {
            tools.report()
                    .told(
                            view,
                            view.batch() + " of "
                                    + view.plan().map(PlanView::batches).orElse(0L) + " steps done, "
                                    + Sizes.of(view.done().freedBytes()) + " freed so far");
        }
    }

    @Override
    public void line(String sentence) {
        tools.log().add(job, sentence);
    }
}
