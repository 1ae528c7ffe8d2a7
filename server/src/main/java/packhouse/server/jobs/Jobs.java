package packhouse.server.jobs;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import packhouse.protocol.RepoPath;
import packhouse.protocol.admin.JobView;
import packhouse.protocol.admin.LogView;
import packhouse.protocol.admin.Message;
import packhouse.protocol.admin.Trouble;
import packhouse.server.keys.Lease;
import packhouse.storage.format.RepositoryKey;

/**
 * The jobs of a server: one is at work at a time, in the order in which they were asked for; what waits for something lets others go first.
 * They are remembered in the state directory, so that those that are not over are taken up again after a restart.
 */
public final class Jobs {

    private final JobMemory memory;
    private final JobKeys keys;
    private final InstantSource clock;
    private final LongSupplier nanos;
    private final JobRun.Tools tools;
    private final TreeMap<Integer, Job> jobs = new TreeMap<>();
    private final Map<String, Long> notBefore = new HashMap<>();
    private final Set<RepoPath> busy = new HashSet<>();
    /** Something happened that may let a job go on. */
    private final Semaphore news = new Semaphore(0);

    private int last;
    private boolean stopping;

    Jobs(JobMemory memory, JobKeys keys, JobRun.Tools tools) {
        this.memory = memory;
        this.keys = keys;
        this.clock = tools.clock();
        this.nanos = tools.nanos();
        this.tools = tools.remembering(memory::save, memory::line);
    }

    /** Takes up what was not over when the last process ended. To be called once, before anything else. */
    synchronized void load() throws IOException {
        memory.recall(job -> jobs.put(Integer.parseInt(job.id()), job));
        last = memory.last();
    }

    /**
     * Has something done as soon as its turn comes: the new job, or the problem that is in its way.
     *
     * @param key of the repository, for this job alone; empty if the server holds it. Taken over.
     */
    synchronized Message add(Order order, Optional<RepositoryKey> key) throws IOException {
        Optional<Message> objection = objection(order);
        if (objection.isPresent()) {
            key.ifPresent(RepositoryKey::wipe);
            return objection.get();
        }
        Job job = new Job(Integer.toString(last + 1), order, clock.instant());
        try {
            memory.begin(job);
        } catch (IOException e) {
            key.ifPresent(RepositoryKey::wipe);
            throw e;
        }
        last++;
        jobs.put(last, job);
        key.ifPresent(own -> keys.keep(job.id(), order.repository(), own));
        news.release();
        return job.summary(nanos.getAsLong());
    }

    private Optional<Message> objection(Order order) {
        List<Job> open =
                jobs.values().stream().filter(job -> !job.state().isOver()).toList();
        Optional<Job> same = open.stream()
                .filter(job -> job.order().repository().equals(order.repository())
                        && job.order().kind().equals(order.kind()))
                .findFirst();
        if (same.isPresent()) {
            return Optional.of(Trouble.BUSY.problem(
                    "job " + same.get().id() + " does a " + order.kind() + " of " + order.repository() + " already",
                    "packhouse job show " + same.get().id()));
        }
        if (stopping || open.size() >= Limits.MAX_OPEN) {
            return Optional.of(Trouble.BUSY.problem(
                    stopping ? "the server is about to stop" : Limits.MAX_OPEN + " jobs are not over yet",
                    stopping ? "ask again when it runs" : "packhouse job list, packhouse job cancel"));
        }
        return Optional.empty();
    }

    /** All of them, the newest first. */
    public synchronized List<JobView> list() {
        return jobs.descendingMap().values().stream()
                .map(job -> job.summary(nanos.getAsLong()))
                .toList();
    }

    /** A job, or the problem that there is none. */
    public Message show(String id) {
        Optional<Job> job = find(id);
        return job.isPresent() ? job.get().view(nanos.getAsLong()) : none(id);
    }

    /** Lines of its log from this number on; empty if there is no such job. */
    public Optional<LogView> log(String id, long from) throws IOException {
        Optional<Job> job = find(id);
        if (job.isEmpty()) {
            return Optional.empty();
        }
        // Before the lines: once it is over none comes after them.
        boolean over = job.get().state().isOver();
        JobLog.Lines lines = memory.log(id).read(from, LogView.MAX_LINES);
        boolean all = lines.lines().size() < LogView.MAX_LINES;
        return Optional.of(new LogView(id, lines.first(), lines.lines(), over && all));
    }

    private synchronized Optional<Job> find(String id) {
        return id.matches("[1-9][0-9]{0,8}") ? Optional.ofNullable(jobs.get(Integer.parseInt(id))) : Optional.empty();
    }

    private static Message none(String id) {
        return Trouble.NO_JOB.problem("there is no job " + id, "packhouse job list shows those that are remembered");
    }

    /** Has a job rest: its run ends between two blobs, and what it had committed stays. */
    public Message pause(String id) {
        return change(id, Job::pause, "paused", "is over and cannot be paused");
    }

    /**
     * Has a job that rests go on, one that failed begin anew, with a new plan, and one that waits try again at once; what it had committed
     * stays.
     */
    public synchronized Message resume(String id) {
        Optional<Message> objection = find(id).flatMap(this::objection);
        if (objection.isPresent()) {
            return objection.get();
        }
        notBefore.remove(id);
        return change(id, Job::resume, "resumed", "is not paused, does not wait for its turn and has not failed");
    }

    private Optional<Message> objection(Job job) {
        if (job.state() == JobView.State.FAILED) {
            // It had made room for others.
            return objection(job.order());
        }
        return job.state().isOver() ? Optional.of(job.goesOnAs()) : Optional.empty();
    }

    /** Ends a job: its run ends between two blobs, and what it had committed stays. */
    public Message cancel(String id) {
        return change(id, job -> job.cancel(clock.instant()), "cancelled", "is over and cannot be cancelled");
    }

    @FunctionalInterface
    private interface Change {
        boolean done(Job job);
    }

    private Message change(String id, Change change, String what, String refusal) {
        Optional<Job> found = find(id);
        if (found.isEmpty()) {
            return none(id);
        }
        Job job = found.get();
        if (!change.done(job)) {
            return Trouble.JOB_STATE.problem("job " + id + " " + refusal, "packhouse job show " + id);
        }
        memory.save(job);
        memory.tell(job, what + " by a person");
        settle(job);
        news.release();
        return job.view(nanos.getAsLong());
    }

    /** A person locked the repository: no job keeps it open, and one that works with a key of its own ends its run. */
    public void seal(RepoPath repository) {
        keys.seal(repository);
    }

    /** Claims a repository for a look at what a job would do; false if a job is at work there, or somebody else looks. */
    public synchronized boolean claim(RepoPath repository) {
        return busy.add(repository);
    }

    /** Gives back what was claimed. */
    public synchronized void release(RepoPath repository) {
        giveBack(repository);
        news.release();
    }

    /** The same by who works on jobs himself: to him it is no news, or a job that can do nothing would be tried without a pause. */
    private synchronized void giveBack(RepoPath repository) {
        busy.remove(repository);
    }

    /** Works on the first job that can go on, until it is over or cannot; false if there is none. */
    boolean step() {
        for (Job job : open()) {
            if (claim(job.order().repository())) {
                try {
                    if (step(job)) {
                        return true;
                    }
                } finally {
                    giveBack(job.order().repository());
                }
            }
        }
        return false;
    }

    private synchronized List<Job> open() {
        List<Job> open = new ArrayList<>();
        long now = nanos.getAsLong();
        for (Job job : jobs.values()) {
            boolean early = notBefore.containsKey(job.id()) && notBefore.get(job.id()) - now > 0;
            if (!stopping && job.isOpen() && !early) {
                open.add(job);
            }
        }
        return open;
    }

    private boolean step(Job job) {
        Optional<Lease> lease;
        try {
            lease = keys.take(job.id(), job.order().repository());
        } catch (IOException e) {
            hold(job, String.valueOf(e.getMessage()));
            return false;
        }
        if (lease.isEmpty()) {
            hold(job, sealed(job.order().repository()));
            return false;
        }
        try (Lease held = lease.get()) {
            synchronized (this) {
                // Between the look and now it may have been paused, or the server asked to stop.
                if (stopping || !job.isOpen()) {
                    return false;
                }
                job.begin(clock.instant(), nanos.getAsLong());
            }
            if (new JobRun(job, held, tools).work()) {
                putOff(job);
            }
        }
        settle(job);
        return true;
    }

    private synchronized void putOff(Job job) {
        notBefore.put(job.id(), nanos.getAsLong() + Limits.AFTER_FULL_DISK.toNanos());
    }

    static String sealed(RepoPath repository) {
        return "the repository is sealed; packhouse repo unlock " + repository + " lets it go on";
    }

    private void hold(Job job, String why) {
        if (job.hold(why)) {
            memory.save(job);
            memory.tell(job, "waits: " + why);
        }
    }

    /** What ends with a job: its key, and the memory of the oldest one. */
    private void settle(Job job) {
        if (!job.state().isOver()) {
            return;
        }
        keys.forget(job.id());
        synchronized (this) {
            notBefore.remove(job.id());
            List<Integer> over = jobs.entrySet().stream()
                    .filter(entry -> entry.getValue().state().isOver())
                    .map(Map.Entry::getKey)
                    .toList();
            for (int number : over.subList(0, Math.max(0, over.size() - Limits.MAX_OVER))) {
                jobs.remove(number);
                memory.forget(number);
            }
        }
    }

    /** Waits until something may have changed, but not longer than this; tells whether it may. */
    boolean awaitNews(Duration most) throws InterruptedException {
        boolean any = news.tryAcquire(most.toNanos(), TimeUnit.NANOSECONDS);
        news.drainPermits();
        return any;
    }

    synchronized boolean isStopping() {
        return stopping;
    }

    /** Begins nothing more, and has what is at work end; it goes on after the next start. */
    void stop() {
        List<Job> atWork;
        synchronized (this) {
            stopping = true;
            atWork = jobs.values().stream().filter(Job::isAtWork).toList();
            news.release();
        }
        for (Job job : atWork) {
            job.stop();
            memory.save(job);
        }
    }

    /** Wipes the keys of jobs. */
    void close() {
        keys.close();
    }
}
