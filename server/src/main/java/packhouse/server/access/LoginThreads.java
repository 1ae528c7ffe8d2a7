package packhouse.server.access;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The threads behind a {@link PasswordDoor}: a few that hash, one that waits, for late answers and for the user file. */
final class LoginThreads implements AutoCloseable {

    private final ThreadPoolExecutor hashing;
    private final ScheduledThreadPoolExecutor timer;

    private LoginThreads(ThreadPoolExecutor hashing, ScheduledThreadPoolExecutor timer) {
        this.hashing = hashing;
        this.timer = timer;
    }

    static LoginThreads start(UserFile users) {
        // Half of the cores: the rest go on moving files while somebody guesses passwords.
        int count = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
        int room = PasswordCheck.MAX_QUEUED + PasswordCheck.MAX_QUEUED_SUSPECTS;
        ThreadPoolExecutor hashing = new ThreadPoolExecutor(
                count, count, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(room), daemons("packhouse-password-"));
        hashing.allowCoreThreadTimeOut(true);
        ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, daemons("packhouse-login-timer-"));
        timer.scheduleWithFixedDelay(
                users::look, UserFile.LOOK_EVERY.toMillis(), UserFile.LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
        return new LoginThreads(hashing, timer);
    }

    private static ThreadFactory daemons(String prefix) {
        AtomicInteger number = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, prefix + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    Executor hashing() {
        return hashing;
    }

    Later later() {
        return (delay, task) -> {
            try {
                timer.schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS);
            } catch (RejectedExecutionException e) {
                // Closed while the hash was made: the answer still has to come.
                task.run();
            }
        };
    }

    /** What is being hashed is finished, and late answers still come, for as long as the process lives. */
    @Override
    public void close() {
        hashing.shutdown();
        timer.shutdown();
    }
}
