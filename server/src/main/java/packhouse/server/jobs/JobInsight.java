package packhouse.server.jobs;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.LongSupplier;
import packhouse.protocol.RepoPath;
import packhouse.protocol.admin.Audience;
import packhouse.protocol.admin.Inquiry;
import packhouse.protocol.admin.Message;
import packhouse.protocol.admin.Question;
import packhouse.protocol.admin.Trouble;
import packhouse.server.inspect.Insight;
import packhouse.server.inspect.LeasedProgress;
import packhouse.server.inspect.Meter;
import packhouse.server.inspect.Problems;
import packhouse.server.inspect.SealedException;
import packhouse.server.keys.Lease;

/** Tells what a job would do, and has it done; other questions go to the next one. */
public final class JobInsight implements Insight {

    private final Jobs jobs;
    private final JobWorker.Means means;
    private final Insight next;
    private final LongSupplier nanos;

    /** {@code next} answers what is not about jobs. */
    public JobInsight(Jobs jobs, JobWorker.Means means, Insight next, LongSupplier nanos) {
        this.jobs = jobs;
        this.means = means;
        this.next = next;
        this.nanos = nanos;
    }

    @Override
    public Message answer(RepoPath path, Inquiry inquiry, Audience audience) {
        if (inquiry.question() != Question.REPACK) {
            return next.answer(path, inquiry, audience);
        }
        try {
            Optional<String> wrong = Wishes.objection(inquiry.repacking().options());
            if (wrong.isPresent()) {
                return Trouble.BAD_REQUEST.problem(wrong.get(), "packhouse repo repack --help");
            }
            Order order = new Order.Repack(path, inquiry.repacking().options());
            try (Lease lease = means.lease(path, inquiry.password())) {
                return inquiry.repacking().dryRun()
                        ? plan(order, lease, audience)
                        : jobs.add(
                                order,
                                inquiry.password()
                                        .map(given -> lease.repository().key().copy()));
            }
        } catch (IOException e) {
            return Problems.of(path, e);
        }
    }

    private Message plan(Order order, Lease lease, Audience audience) throws IOException {
        RepoPath path = order.repository();
        if (!jobs.claim(path)) {
            return Trouble.BUSY.problem("a job is at work on " + path, "packhouse job list shows it");
        }
        try (Task task = means.tasks().task(order, lease.repository())) {
            return task.plan(new LeasedProgress(new Meter(audience, nanos), lease));
        } catch (CancellationException e) {
            if (lease.isRevoked()) {
                throw new SealedException(path + " was locked while the server looked into it");
            }
            throw e;
        } finally {
            jobs.release(path);
        }
    }
}
