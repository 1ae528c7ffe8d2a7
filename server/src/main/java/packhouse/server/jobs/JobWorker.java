package packhouse.server.jobs;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import packhouse.protocol.RepoPath;
import packhouse.protocol.admin.Secret;
import packhouse.server.inspect.SealedException;
import packhouse.server.keys.KeyRing;
import packhouse.server.keys.Lease;
import packhouse.server.keys.Leases;
import packhouse.storage.disk.Disk;
import packhouse.storage.repository.NoRepositoryException;
import packhouse.storage.repository.Unlocked;
import packhouse.storage.store.Store;

/** The thread on which the jobs of a server are done. */
public final class JobWorker implements AutoCloseable {

    private final Jobs jobs;
    private final JobReport report;
    private final Thread thread;

    /**
     * Where jobs are done, and how hard.
     *
     * @param directory for what is remembered of jobs, nothing else in it
     * @param repositories the directory on whose file system they lie
     * @param keepFree bytes that stay free there, see {@link packhouse.storage.repository.Reserve}
     * @param rate bytes a second that are never exceeded, 0 for no limit
     * @param load what clients do at the moment
     */
    public record Place(Disk disk, Path directory, Path repositories, long keepFree, long rate, Supplier<Load> load) {}

    /** What jobs are done with: keys that the server holds, the files of repositories, and the work itself. */
    public record Means(Tasks tasks, Leases keys, KeyRing.Stores stores) {

        /** A password that was given counts, also if the key is held: who asks wants to know whether it is right. */
        Lease lease(RepoPath path, Optional<Secret> password) throws IOException {
            if (password.isEmpty()) {
                return keys.take(path)
                        .orElseThrow(() -> new SealedException("this needs the repository password of " + path));
            }
            Store store = stores.of(path).orElseThrow(NoRepositoryException::new);
            return Lease.own(Unlocked.open(store, password.get().bytes()));
        }
    }

    /**
     * A worker that has not begun, with the jobs that were not over when the last one ended.
     *
     * @param nanos the time, as {@link System#nanoTime} tells it
     * @throws IOException if what is remembered of jobs cannot be read
     */
    public JobWorker(
            Place place, Means means, JobReport report, InstantSource clock, LongSupplier nanos, ThreadFactory threads)
            throws IOException {
        JobRun.Tools tools = new JobRun.Tools(
                means.tasks(),
                new Throttle(new Pace(place.rate()), place.load(), nanos, LockSupport::parkNanos),
                new Room(place.keepFree()),
                () -> place.disk().space(place.repositories()),
                report,
                clock,
                nanos,
                job -> {},
                (job, line) -> {});
        JobStore store = new JobStore(place.disk(), place.directory());
        this.jobs =
                new Jobs(new JobMemory(store, report, clock, nanos), new JobKeys(means.keys(), means.stores()), tools);
        this.report = report;
        this.thread = threads.newThread(this::work);
        jobs.load();
    }

    /** The jobs. */
    public Jobs jobs() {
        return jobs;
    }

    /** Begins to work. */
    public void begin() {
        thread.start();
    }

    private void work() {
        try {
            while (!jobs.isStopping()) {
                if (!jobs.step()) {
                    jobs.awaitNews(Limits.LOOK);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            report.trouble("no job is begun any more, because of an error in the program: " + e);
            throw e;
        }
    }

    /** Has what is under way end between two blobs, without waiting for that. */
    public void stopSoon() {
        jobs.stop();
    }

    /** Ends what is under way between two blobs, and waits a moment for that. */
    @Override
    public void close() {
        stopSoon();
        try {
            thread.join(Limits.LAST_WORDS.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        jobs.close();
    }
}
