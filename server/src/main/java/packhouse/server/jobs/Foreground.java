package packhouse.server.jobs;

import java.io.IOException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import packhouse.protocol.RepoPath;
import packhouse.protocol.admin.Audience;
import packhouse.protocol.admin.Inquiry;
import packhouse.protocol.admin.JobView;
import packhouse.protocol.admin.LineView;
import packhouse.protocol.admin.Message;
import packhouse.protocol.admin.Trouble;
import packhouse.server.inspect.Insight;
import packhouse.server.inspect.Meter;
import packhouse.server.inspect.Problems;
import packhouse.server.keys.Lease;

/** Does jobs at once, while somebody waits, without a server: nothing is remembered of them, and who leaves ends them. */
public final class Foreground implements Insight {

    private final JobWorker.Means means;
    private final JobRun.Tools tools;
    private final InstantSource clock;
    private final LongSupplier nanos;

    /** Jobs that are done with these means, at this place. */
    public Foreground(JobWorker.Place place, JobWorker.Means means, InstantSource clock, LongSupplier nanos) {
        this.means = means;
        this.clock = clock;
        this.nanos = nanos;
        this.tools = new JobRun.Tools(
                means.tasks(),
                new Throttle(new Pace(place.rate()), place.load(), nanos, LockSupport::parkNanos),
                new Room(place.keepFree()),
                () -> place.disk().space(place.repositories()),
                new Nobody(),
                clock,
                nanos,
                job -> {},
                (job, line) -> {});
    }

    /** Nobody keeps a log: who waits hears all of it. */
    private static final class Nobody implements JobReport {
        @Override
        public void told(JobView job, String what) {}

        @Override
        public void trouble(String what) {
            throw new IllegalStateException(what);
        }

        @Override
        public void bug(JobView job, Throwable cause) {
            throw new IllegalStateException("a job of " + job.repository() + " met an error in the program", cause);
        }
    }

    @Override
    public Message answer(RepoPath path, Inquiry inquiry, Audience audience) {
        Optional<String> wrong = Wishes.objection(inquiry.repacking().options());
        if (wrong.isPresent()) {
            return Trouble.BAD_REQUEST.problem(wrong.get(), "packhouse repo repack --help");
        }
        Order order = new Order.Repack(path, inquiry.repacking().options());
        try (Lease lease = means.lease(path, inquiry.password())) {
            if (inquiry.repacking().dryRun()) {
                try (Task task = means.tasks().task(order, lease.repository())) {
                    return task.plan(new Meter(audience, nanos));
                }
            }
            return done(order, lease, audience);
        } catch (IOException e) {
            return Problems.of(path, e);
        }
    }

    private Message done(Order order, Lease lease, Audience audience) {
        Job job = new Job("", order, clock.instant());
        job.begin(clock.instant(), nanos.getAsLong());
        JobRun.Tools heard = tools.with((one, line) -> audience.tell(new LineView(line)));
        boolean full = new JobRun(job, lease, heard, audience).work();
        if (audience.isGone()) {
            throw new CancellationException("nobody waits for it any more");
        }
        JobView view = job.view(nanos.getAsLong());
        return full
                ? Trouble.NO_SPACE.problem(
                        view.reason() + "; what was done by then stays", "make room and run it again")
                : view;
    }
}
