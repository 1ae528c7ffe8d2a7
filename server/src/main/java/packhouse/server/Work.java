package packhouse.server;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.InstantSource;
import packhouse.protocol.admin.JobView;
import packhouse.server.http.HttpServer;
import packhouse.server.inspect.Insight;
import packhouse.server.jobs.JobInsight;
import packhouse.server.jobs.JobReport;
import packhouse.server.jobs.JobWorker;
import packhouse.server.jobs.Jobs;
import packhouse.server.jobs.Load;
import packhouse.server.jobs.Repacks;
import packhouse.server.jobs.SessionPresence;
import packhouse.server.keys.KeyRing;
import packhouse.server.log.ServerLog;
import packhouse.server.watch.Watch;
import packhouse.storage.repository.NoRepositoryException;

/** The jobs of this server: what they are done with, and what the log says of them. They end with it and go on with the next. */
final class Work implements AutoCloseable {

    /** More read and compress faster than any disk gives; clients want some of the processor too. */
    private static final int MAX_THREADS = 4;

    private final JobWorker worker;
    private final JobWorker.Means means;

    private Work(JobWorker worker, JobWorker.Means means) {
        this.worker = worker;
        this.means = means;
    }

    /** Finds out what was left to do. */
    static Work open(
            Settings settings,
            StateDirectory state,
            Storage storage,
            KeyRing keys,
            Watch watch,
            HttpServer clients,
            ServerLog log)
            throws IOException {
        InstantSource clock = InstantSource.system();
        Settings.Repos repositories = settings.repositories();
        Repacks.Site site = new Repacks.Site(
                storage.repositories(),
                storage.disk(),
                repositories.path(),
                repositories.keepFree(),
                repositories.access().writes()
                        ? new DiskGuard(storage.repositories(), keys)::locked
                        : Repacks.Changes.PLAIN,
                state::catalog,
                threads());
        JobWorker.Means means = new JobWorker.Means(
                new Repacks(site, watched(watch, repositories.access()), new SecureRandom(), clock),
                keys,
                storage.repositories()::store);
        JobWorker.Place place = new JobWorker.Place(
                storage.disk(),
                state.jobs(),
                repositories.path(),
                repositories.keepFree(),
                repositories.repackRate(),
                () -> new Load(clients.requests(), clients.requestsBegun()));
        return new Work(
                new JobWorker(place, means, report(log), clock, System::nanoTime, Threads.named("jobs")), means);
    }

    /** Before a job looks at what there is, what was deleted though it is needed is back. */
    private static Repacks.Presences watched(Watch watch, DirectAccess access) {
        return (path, repository) -> {
            watch.custody(path, repository);
            return new SessionPresence(
                    watch.sessions(path).orElseThrow(NoRepositoryException::new),
                    watch.custodian(path),
                    repository,
                    access.writes(),
                    InstantSource.system());
        };
    }

    /** Threads of one job. */
    static int threads() {
        return Math.min(MAX_THREADS, Runtime.getRuntime().availableProcessors());
    }

    private static JobReport report(ServerLog log) {
        return new JobReport() {
            @Override
            public void told(JobView job, String what) {
                log.info("jobs", what, "job", job.id(), "kind", job.kind(), "repo", job.repository());
            }

            @Override
            public void trouble(String what) {
                log.error("jobs", what);
            }

            @Override
            public void bug(JobView job, Throwable cause) {
                log.bug("jobs", cause, "job", job.id());
            }
        };
    }

    /** Answers what is asked about jobs to be; {@code next} answers the rest. */
    Insight insight(Insight next) {
        return new JobInsight(worker.jobs(), means, next, System::nanoTime);
    }

    Jobs jobs() {
        return worker.jobs();
    }

    void begin() {
        worker.begin();
    }

    /** Has the job at work come to an end while clients finish. */
    void stopSoon() {
        worker.stopSoon();
    }

    @Override
    public void close() {
        worker.close();
    }
}
