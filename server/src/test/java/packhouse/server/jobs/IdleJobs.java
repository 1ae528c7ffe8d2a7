package packhouse.server.jobs;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import packhouse.protocol.RepoPath;
import packhouse.protocol.admin.JobView;
import packhouse.protocol.admin.RepackWish;
import packhouse.server.keys.KeyRing;
import packhouse.storage.disk.RealDisk;
import packhouse.storage.repository.Repositories;

/** Jobs that nobody works on, unless told to: then they count to ten. */
public final class IdleJobs {

    private IdleJobs() {}

    /** Those remembered in a folder. */
    public static Jobs in(Path folder, KeyRing keys, Repositories repositories) throws IOException {
        JobReport report = new JobReport() {
            @Override
            public void told(JobView job, String what) {}

            @Override
            public void trouble(String what) {
                throw new IllegalStateException(what);
            }

            @Override
            public void bug(JobView job, Throwable cause) {
                throw new IllegalStateException(cause);
            }
        };
        RealDisk disk = RealDisk.probe(folder, warning -> {});
        JobWorker.Means means = new JobWorker.Means(
                (order, repository) -> new CountingTask(new CountingTask.Ledger(10)), keys, repositories::store);
        JobWorker.Place place = new JobWorker.Place(disk, folder.resolve("jobs"), folder, 0, 0, () -> Load.NONE);
        return new JobWorker(place, means, report, InstantSource.system(), System::nanoTime, Thread::new).jobs();
    }

    /** Adds one. */
    public static JobView add(Jobs jobs, String repository) throws IOException {
        RepoPath path = RepoPath.parse(repository).orElseThrow();
        return (JobView) jobs.add(new Order.Repack(path, RepackWish.USUAL), Optional.empty());
    }

    /** Works on the next one; false if there is none that can go on. */
    public static boolean step(Jobs jobs) {
        return jobs.step();
    }
}
