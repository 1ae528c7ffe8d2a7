package packhouse.server.admin;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import packhouse.protocol.RepoPath;
import packhouse.protocol.admin.Trouble;
import packhouse.protocol.admin.Unlocking;
import packhouse.protocol.admin.Views;
import packhouse.protocol.admin.Views.Problem;
import packhouse.server.access.Slowdown;
import packhouse.server.inspect.Problems;
import packhouse.server.jobs.Jobs;
import packhouse.server.keys.KeyRing;
import packhouse.storage.repository.WrongPasswordException;

/** Unlocks and locks repositories for the owner, one after the other; wrong passwords are answered later and later. */
final class Locksmith implements Desk {

    private final KeyRing keys;
    private final Jobs jobs;
    private final Function<String, Optional<RepoPath>> paths;
    private final AdminReport report;
    private final Slowdown slowdown;
    private final ThreadPoolExecutor threads;
    private final AtomicInteger open = new AtomicInteger();

    /** {@code paths} gives the repository with an id, empty if there is none. */
    Locksmith(
            KeyRing keys,
            Jobs jobs,
            Function<String, Optional<RepoPath>> paths,
            Slowdown slowdown,
            ThreadFactory factory,
            AdminReport report) {
        this.keys = keys;
        this.jobs = jobs;
        this.paths = paths;
        this.slowdown = slowdown;
        this.report = report;
        // One thread, so that guesses take turns. In its queue is room for all guesses and a lock from each connection.
        this.threads = new ThreadPoolExecutor(
                1, 1, 1, TimeUnit.MINUTES, new LinkedBlockingQueue<>(Limits.UNLOCKS + Limits.MAX_CONNECTIONS), factory);
        threads.allowCoreThreadTimeOut(true);
    }

    /** Whether there is something to unlock or lock at this path. */
    static boolean isAddress(String path) {
        return RepositoryAddress.parse(path)
                .filter(address -> isUnlock(address) || address.word().equals(Views.LOCK))
                .isPresent();
    }

    private static boolean isUnlock(RepositoryAddress address) {
        return address.word().equals(Views.UNLOCK);
    }

    @Override
    public CompletableFuture<Answer> answer(String method, String path, byte[] body, String by) {
        RepositoryAddress address = RepositoryAddress.parse(path).orElseThrow();
        if (!method.equals("POST")) {
            return now(notAllowed(path));
        }
        Optional<RepoPath> repository = paths.apply(address.id());
        if (repository.isEmpty()) {
            return now(Answer.problem(Trouble.NO_REPOSITORY.problem(
                    "there is no repository with the id " + address.id(),
                    "GET " + Views.SUMMARY + " lists their ids")));
        }
        if (!isUnlock(address)) {
            // Not counted: whoever guesses must not keep the owner from locking.
            return begin(Views.LOCK, repository.get(), by, () -> lock(repository.get()));
        }
        try {
            return unlock(repository.get(), Unlocking.parse(body), by);
        } catch (IOException e) {
            return now(Answer.problem(Trouble.BAD_REQUEST.problem(
                    String.valueOf(e.getMessage()), "{\"password\":\"...\",\"for\":\"8h\"}")));
        }
    }

    private void lock(RepoPath repository) throws IOException {
        jobs.seal(repository);
        keys.lock(repository);
    }

    private CompletableFuture<Answer> unlock(RepoPath repository, Unlocking unlocking, String by) {
        // The place is kept until the answer goes out, so that guessing on many connections at once gains nothing.
        if (open.incrementAndGet() > Limits.UNLOCKS) {
            open.decrementAndGet();
            unlocking.close();
            return now(Answer.problem(Trouble.BUSY.problem(
                    "the server tries " + Limits.UNLOCKS + " other passwords already", "try again in a few seconds")));
        }
        return begin(
                        Views.UNLOCK,
                        repository,
                        by,
                        () -> keys.unlock(repository, unlocking.password(), unlocking.time()))
                .whenComplete((answer, failure) -> {
                    unlocking.close();
                    open.decrementAndGet();
                });
    }

    /** What may take a while. */
    @FunctionalInterface
    private interface Work {
        void run() throws IOException;
    }

    private CompletableFuture<Answer> begin(String what, RepoPath repository, String by, Work work) {
        try {
            return CompletableFuture.supplyAsync(() -> result(what, repository, by, work), threads)
                    .thenCompose(Result::due)
                    .exceptionally(failure -> failed(repository, failure));
        } catch (RejectedExecutionException e) {
            return now(Answer.problem(Trouble.BUSY.problem(
                    "the server has others to serve first, or is about to stop", "try again in a few seconds")));
        }
    }

    /** An answer, and how long it is put off. */
    private record Result(Answer answer, Duration delay) {
        CompletableFuture<Answer> due() {
            if (delay.isZero()) {
                return now(answer);
            }
            Executor later = CompletableFuture.delayedExecutor(delay.toNanos(), TimeUnit.NANOSECONDS);
            return CompletableFuture.supplyAsync(() -> answer, later);
        }
    }

    private Result result(String what, RepoPath repository, String by, Work work) {
        try {
            work.run();
            report.ordered(what + " " + repository, "done", by);
            return new Result(Answer.done(), Duration.ZERO);
        } catch (IOException e) {
            Problem problem = Problems.of(repository, e);
            report.ordered(what + " " + repository, problem.code(), by);
            boolean wrong = e instanceof WrongPasswordException;
            return new Result(
                    Answer.problem(problem),
                    wrong ? slowdown.wrong(Limits.GUESSER, repository.toString()) : Duration.ZERO);
        }
    }

    private Answer failed(RepoPath repository, Throwable failure) {
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        report.trouble("unlock or lock " + repository, cause);
        return Answer.problem(
                Trouble.FAILED.problem("an error in the program, the server's log has it", "please report it"));
    }

    private static CompletableFuture<Answer> now(Answer answer) {
        return CompletableFuture.completedFuture(answer);
    }

    /** Begins nothing more. */
    void stop() {
        threads.shutdown();
    }

    private static Answer notAllowed(String path) {
        return Answer.problem(
                Problem.of(
                        405,
                        "method-not-allowed",
                        "Method not allowed",
                        "Unlocking and locking change something, so they are asked with POST.",
                        path,
                        "POST " + path),
                Map.of("Allow", "POST"));
    }
}
