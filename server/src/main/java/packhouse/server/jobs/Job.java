package packhouse.server.jobs;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import packhouse.protocol.admin.Audience;
import packhouse.protocol.admin.JobView;
import packhouse.protocol.admin.JobView.Done;
import packhouse.protocol.admin.JobView.State;
import packhouse.protocol.admin.Message;
import packhouse.protocol.admin.PlanView;
import packhouse.protocol.admin.RepackWish;
import packhouse.protocol.admin.Status;
import packhouse.protocol.admin.Trouble;

/** How one job is, and what was asked of it. Decides what may become of it; does nothing. Safe for all threads. */
final class Job implements Audience {

    /** What a run is asked to do about itself. */
    enum Asked {
        NOTHING(""),
        PAUSE("pause"),
        CANCEL("cancel"),
        /** The server ends; the job goes on with the next one. */
        STOP("");

        private final String word;

        Asked(String word) {
            this.word = word;
        }
    }

    private final String id;
    private final Order order;
    private final Instant createdAt;
    private final Deque<String> lines = new ArrayDeque<>();
    private State state = State.QUEUED;
    private Asked asked = Asked.NOTHING;
    private String reason = "";
    private String code = "";
    private Optional<Instant> startedAt = Optional.empty();
    private Optional<Instant> endedAt = Optional.empty();
    private long workedMillis;
    private long beganNanos;
    private boolean atWork;
    /** The run may have noticed that it should rest, and not that it need not. */
    private boolean resumed;

    private Optional<PlanView> plan = Optional.empty();
    private long batch;
    private Done done = Done.NOTHING;
    private int crashes;
    private Optional<Status> status = Optional.empty();

    /** A new one. */
    Job(String id, Order order, Instant createdAt) {
        this.id = id;
        this.order = order;
        this.createdAt = createdAt;
    }

    /** As a file remembers it; one that was not over is taken up again unless it ended its process too often. */
    static Job of(JobFile file, Order order, Instant now) {
        JobView view = file.job();
        Job job = new Job(view.id(), order, view.createdAt());
        job.reason = view.reason();
        job.code = view.code();
        job.startedAt = view.startedAt();
        job.endedAt = view.endedAt();
        job.workedMillis = view.workedMillis();
        job.plan = view.plan();
        job.batch = view.batch();
        job.done = view.done();
        job.crashes = file.crashes();
        job.state = State.of(view.state()).orElse(State.FAILED);
        if (!job.state.isOver()) {
            job.takeUp(file.asked(), now);
        }
        return job;
    }

    private void takeUp(String wasAsked, Instant now) {
        if (wasAsked.equals(Asked.CANCEL.word)) {
            end(State.CANCELLED, "cancelled", "", now);
        } else if (crashes >= Limits.MAX_CRASHES) {
            end(
                    State.FAILED,
                    "the process ended " + crashes + " times in the middle of this job, so it is not tried again",
                    "failed",
                    now);
        } else if (state == State.PAUSED || wasAsked.equals(Asked.PAUSE.word)) {
            state = State.PAUSED;
        } else {
            state = State.QUEUED;
            reason = crashes > 0 ? "the process ended in the middle of it" : "the server was stopped";
        }
    }

    String id() {
        return id;
    }

    Order order() {
        return order;
    }

    synchronized State state() {
        return state;
    }

    synchronized boolean isAtWork() {
        return atWork;
    }

    synchronized Asked asked() {
        return asked;
    }

    synchronized boolean wasResumed() {
        return resumed;
    }

    /** Whether it could be begun if nothing came in the way. */
    synchronized boolean isOpen() {
        return !atWork && (state == State.QUEUED || state == State.WAITING);
    }

    /** It is begun; that has to be remembered before anything is done. */
    synchronized void begin(Instant now, long nanos) {
        state = State.PLANNING;
        reason = "";
        startedAt = Optional.of(startedAt.orElse(now));
        beganNanos = nanos;
        atWork = true;
        crashes++;
    }

    /** What it is going to do is known, and it does that now. */
    synchronized void run(PlanView found) {
        plan = Optional.of(found);
        batch = 0;
        state = State.RUNNING;
        reason = "";
        status = Optional.empty();
    }

    /** It cannot go on before something happens; tells whether that is news. */
    synchronized boolean hold(String why) {
        boolean known = state == State.WAITING && reason.equals(why);
        if (known || !(atWork || isOpen())) {
            return false;
        }
        state = State.WAITING;
        reason = why;
        return true;
    }

    /** What the run waited for has happened. */
    synchronized void goOn() {
        state = State.RUNNING;
        reason = "";
    }

    /** A step has become real: whatever happens from now on, it was worth to begin. */
    synchronized void committed(Done step) {
        batch++;
        done = done.plus(step);
        crashes = 0;
    }

    /** The run has ended in order, and the job goes on later. */
    synchronized void leave(State next, String why, long nanos) {
        settle(nanos);
        state = next;
        reason = why;
    }

    /** The run has ended in order, and the job with it. */
    synchronized void end(State last, String why, String how, Instant now, long nanos) {
        settle(nanos);
        end(last, why, how, now);
    }

    private void settle(long nanos) {
        if (atWork) {
            workedMillis += (nanos - beganNanos) / 1_000_000;
        }
        atWork = false;
        crashes = 0;
        asked = Asked.NOTHING;
        resumed = false;
        status = Optional.empty();
    }

    private void end(State last, String why, String how, Instant now) {
        state = last;
        reason = why;
        code = how;
        endedAt = Optional.of(now);
    }

    /** Asks it to rest; tells whether it can. */
    synchronized boolean pause() {
        if (state.isOver() || asked == Asked.CANCEL) {
            return false;
        }
        if (atWork) {
            asked = Asked.PAUSE;
        } else {
            state = State.PAUSED;
            reason = "";
        }
        return true;
    }

    /** Takes that back, or begins anew what failed; tells whether it was so. */
    synchronized boolean resume() {
        if (atWork && asked == Asked.PAUSE) {
            asked = Asked.NOTHING;
            resumed = true;
            return true;
        }
        boolean waits = state == State.WAITING && !atWork;
        if (state != State.PAUSED && state != State.FAILED && !waits) {
            return false;
        }
        state = State.QUEUED;
        reason = "";
        code = "";
        endedAt = Optional.empty();
        crashes = 0;
        return true;
    }

    /** What is to be typed instead by who wants one that is over to go on. */
    synchronized Message goesOnAs() {
        return Trouble.JOB_STATE.problem(
                "job " + id + " is " + state.word() + " and does not begin again",
                "packhouse repo " + order.kind() + " " + order.repository() + " does what is left, as a new job");
    }

    /** Asks it to end; tells whether it can. */
    synchronized boolean cancel(Instant now) {
        if (state == State.CANCELLED || atWork) {
            asked = atWork ? Asked.CANCEL : Asked.NOTHING;
            return true;
        }
        if (state.isOver()) {
            return false;
        }
        end(State.CANCELLED, "cancelled", "", now);
        return true;
    }

    /** The server ends: the run has to, too, and if it does not in time, that is not its fault. */
    synchronized void stop() {
        if (atWork) {
            asked = asked == Asked.NOTHING ? Asked.STOP : asked;
            crashes = 0;
        }
    }

    /** Adds a line of its log to the last ones. */
    synchronized void line(String line) {
        lines.add(line);
        if (lines.size() > Limits.LAST_LINES) {
            lines.remove();
        }
    }

    /** Hears how the present run goes on. */
    @Override
    public synchronized void tell(Message message) {
        if (message instanceof Status now) {
            status = Optional.of(now);
        }
    }

    /** Whether the present run should end. */
    @Override
    public synchronized boolean isGone() {
        return asked != Asked.NOTHING;
    }

    /** As people see it. */
    synchronized JobView view(long nanos) {
        return view(nanos, plan, status, List.copyOf(lines));
    }

    /** The same without what is long. */
    synchronized JobView summary(long nanos) {
        return view(nanos, plan.map(Job::brief), status, List.of());
    }

    private static PlanView brief(PlanView plan) {
        return new PlanView(
                plan.repository(),
                plan.kind(),
                plan.batches(),
                plan.packs(),
                plan.readBytes(),
                plan.writtenBytes(),
                plan.freedBytes(),
                List.of(),
                List.of(),
                plan.needsBytes(),
                plan.freeBytes(),
                plan.seconds());
    }

    private JobView view(long nanos, Optional<PlanView> planned, Optional<Status> now, List<String> last) {
        return new JobView(
                id,
                order.kind(),
                order.repository().toString(),
                state.word(),
                reason,
                code,
                createdAt,
                startedAt,
                endedAt,
                workedMillis + (atWork ? (nanos - beganNanos) / 1_000_000 : 0),
                planned,
                batch,
                done,
                now,
                last);
    }

    /** What is remembered of it. */
    synchronized JobFile file(long nanos) {
        RepackWish wish = order instanceof Order.Repack repack ? repack.wish() : RepackWish.USUAL;
        return new JobFile(JobFile.FORMAT, view(nanos, plan, Optional.empty(), List.of()), asked.word, crashes, wish);
    }
}
