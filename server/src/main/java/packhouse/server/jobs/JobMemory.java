package packhouse.server.jobs;

import java.io.IOException;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import packhouse.protocol.RepoPath;

/**
 * Their files and their logs: what outlives a process of jobs. What cannot be written is told to the owner and keeps no job from going on;
 * only a new job does not begin before it is remembered. Safe for all threads.
 */
final class JobMemory {

    private final JobStore store;
    private final JobReport report;
    private final InstantSource clock;
    private final LongSupplier nanos;
    private final Map<String, JobLog> logs = new HashMap<>();

    JobMemory(JobStore store, JobReport report, InstantSource clock, LongSupplier nanos) {
        this.store = store;
        this.report = report;
        this.clock = clock;
        this.nanos = nanos;
    }

    /** Hands over all jobs, in their order. Those that were not over when the last process ended are taken up again. */
    void recall(Consumer<Job> jobs) throws IOException {
        for (JobFile file : store.read(report::trouble)) {
            Optional<Order> order = order(file);
            if (order.isEmpty()) {
                report.trouble("job " + file.job().id() + " is of a kind that this version does not know");
                continue;
            }
            Job job = Job.of(file, order.get(), clock.instant());
            jobs.accept(job);
            recallLog(job);
            if (!file.job().isOver()) {
                tell(job, job.state().isOver() ? job.view(0).reason() : "is taken up again");
                save(job);
            }
        }
    }

    private static Optional<Order> order(JobFile file) {
        return file.job().kind().equals(Order.Repack.KIND)
                ? RepoPath.parse(file.job().repository()).map(path -> new Order.Repack(path, file.repack()))
                : Optional.empty();
    }

    /** A log that cannot be read keeps no server from starting. */
    private void recallLog(Job job) {
        try {
            log(job.id()).last(Limits.LAST_LINES).forEach(job::line);
        } catch (IOException e) {
            report.trouble("the log of job " + job.id() + " cannot be read: " + e);
        }
    }

    /** The highest number that a job ever had and that is remembered, also if its file cannot be read; 0 if there is none. */
    int last() throws IOException {
        List<Integer> numbers = store.numbers();
        return numbers.isEmpty() ? 0 : numbers.get(numbers.size() - 1);
    }

    /** Remembers a new job, or fails. Written in turn, each as it is then: an older state never takes the place of a newer one. */
    void begin(Job job) throws IOException {
        synchronized (store) {
            store.write(job.file(nanos.getAsLong()));
        }
    }

    /** Remembers how a job is now. */
    void save(Job job) {
        try {
            begin(job);
        } catch (IOException e) {
            report.trouble("job " + job.id() + " cannot be remembered: " + e.getMessage());
        }
    }

    /** Adds a sentence to the log of a job. */
    void line(Job job, String what) {
        job.line(log(job.id()).add(clock.instant(), what));
    }

    /** The same, and tells the owner. */
    void tell(Job job, String what) {
        line(job, what);
        report.told(job.summary(nanos.getAsLong()), what);
    }

    /** The log of a job. */
    JobLog log(String id) {
        synchronized (logs) {
            return logs.computeIfAbsent(id, job -> new JobLog(store.log(Integer.parseInt(job)), report::trouble));
        }
    }

    /** Forgets a job. */
    void forget(int number) {
        synchronized (logs) {
            logs.remove(Integer.toString(number));
        }
        try {
            store.remove(number);
        } catch (IOException e) {
            report.trouble("job " + number + " cannot be forgotten: " + e.getMessage());
        }
    }
}
