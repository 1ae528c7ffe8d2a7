package packhouse.server.admin;

import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import packhouse.protocol.RepoPath;
import packhouse.protocol.admin.Audience;
import packhouse.protocol.admin.Inquiry;
import packhouse.protocol.admin.Message;
import packhouse.protocol.admin.Question;
import packhouse.protocol.admin.Selection;
import packhouse.protocol.admin.Trouble;
import packhouse.protocol.admin.Views;
import packhouse.protocol.admin.Views.Problem;
import packhouse.server.access.Slowdown;
import packhouse.server.inspect.Insight;

/** Questions whose answers are long work: a few at a time, one about each repository, and none that nobody waits for any more. */
final class Inquiries {

    private final Insight insight;
    private final Function<String, Optional<RepoPath>> paths;
    private final Slowdown slowdown;
    private final AdminReport report;
    private final ThreadPoolExecutor threads;
    private final Set<RepoPath> busy = new HashSet<>();
    private volatile boolean stopping;

    /** {@code paths} gives the repository with an id, empty if there is none. */
    Inquiries(
            Insight insight,
            Function<String, Optional<RepoPath>> paths,
            Slowdown slowdown,
            ThreadFactory factory,
            AdminReport report) {
        this.insight = insight;
        this.paths = paths;
        this.slowdown = slowdown;
        this.report = report;
        // The set of what is busy bounds the queue: it holds what waits for a thread that is about to be free.
        this.threads = new ThreadPoolExecutor(
                Limits.INQUIRIES, Limits.INQUIRIES, 1, TimeUnit.MINUTES, new LinkedBlockingQueue<>(), factory);
        threads.allowCoreThreadTimeOut(true);
    }

    /** What an address asks. */
    private record Address(String id, Question question) {}

    private static Optional<Address> parse(String raw) {
        return RepositoryAddress.parse(raw)
                .flatMap(found -> Question.of(found.word()).map(question -> new Address(found.id(), question)));
    }

    /** Whether there is something to ask at this path. */
    static boolean isAddress(String path) {
        return parse(path).isPresent();
    }

    /**
     * Begins to answer, unless there is a reason not to, which is then what comes back.
     *
     * @param path of the request, as it came
     * @param body of the request; not used after this
     * @param by who asks, for the log
     */
    Optional<Answer> begin(String method, String path, byte[] body, String by, LineStream lines) {
        Address address = parse(path).orElseThrow();
        if (!method.equals("POST")) {
            return Optional.of(notAllowed(path));
        }
        Optional<RepoPath> repository = paths.apply(address.id());
        if (repository.isEmpty()) {
            return Optional.of(Answer.problem(Trouble.NO_REPOSITORY.problem(
                    "there is no repository with the id " + address.id(),
                    "GET " + Views.SUMMARY + " lists their ids")));
        }
        Inquiry inquiry;
        try {
            inquiry = Inquiry.parse(address.question(), body);
        } catch (IOException e) {
            return Optional.of(Answer.problem(
                    Trouble.BAD_REQUEST.problem(String.valueOf(e.getMessage()), "{\"password\":\"...\"}")));
        }
        return begin(repository.get(), inquiry, by, lines);
    }

    private Optional<Answer> begin(RepoPath repository, Inquiry inquiry, String by, LineStream lines) {
        Optional<Problem> refusal = enter(repository);
        if (refusal.isPresent()) {
            inquiry.close();
            return Optional.of(Answer.problem(refusal.get()));
        }
        lines.begin();
        threads.execute(() -> end(repository, answer(repository, inquiry, by, lines), lines));
        return Optional.empty();
    }

    private synchronized Optional<Problem> enter(RepoPath repository) {
        if (busy.contains(repository)) {
            return Optional.of(Trouble.BUSY.problem(
                    "the server answers another question about " + repository, "ask again when that is done"));
        }
        if (busy.size() >= Limits.INQUIRIES) {
            return Optional.of(Trouble.BUSY.problem(
                    "the server looks into " + Limits.INQUIRIES + " repositories already",
                    "ask again when one of them is done, or use --offline"));
        }
        busy.add(repository);
        return Optional.empty();
    }

    private Message answer(RepoPath repository, Inquiry inquiry, String by, LineStream lines) {
        String detail = detail(inquiry);
        try (inquiry) {
            Message last = insight.answer(repository, inquiry, until(lines));
            String outcome = last instanceof Problem problem ? problem.code() : "done";
            report.answered(repository, inquiry.question(), detail, outcome, by);
            return last;
        } catch (CancellationException e) {
            String outcome = stopping ? "stopped" : "given up by who asked";
            report.answered(repository, inquiry.question(), detail, outcome, by);
            return Trouble.FAILED.problem("the server was asked to stop", "ask again when it runs");
        } catch (RuntimeException | Error e) {
            report.trouble(inquiry.question().word() + " " + repository, e);
            return Trouble.FAILED.problem("an error in the program, the server's log has it", "please report it");
        }
    }

    /** What an order is about, as far as the log has to tell it. */
    private static String detail(Inquiry inquiry) {
        return switch (inquiry.question()) {
            case RESTORE -> {
                Selection wanted = inquiry.selection();
                String some =
                        wanted.commit() == 0 ? " of " + wanted.ids().size() + " ids" : " of commit " + wanted.commit();
                yield wanted.all() ? " of all" : some;
            }
            case REPACK, UPGRADE -> inquiry.repacking().dryRun() ? ", dry run" : "";
            default -> "";
        };
    }

    /**
     * The next question may be asked before the client has the end of this one's answer, so the place is free by then. A wrong password is
     * answered later and later, and keeps its place until then, so that guessing on many connections at once gains nothing.
     */
    private void end(RepoPath repository, Message last, LineStream lines) {
        boolean wrong = last instanceof Problem problem && problem.code().equals(Trouble.WRONG_PASSWORD.code());
        Duration delay = wrong ? slowdown.wrong(Limits.GUESSER, repository.toString()) : Duration.ZERO;
        Executor when = delay.isZero()
                ? Runnable::run
                : CompletableFuture.delayedExecutor(delay.toNanos(), TimeUnit.NANOSECONDS);
        when.execute(() -> {
            leave(repository);
            lines.end(last);
        });
    }

    private synchronized void leave(RepoPath repository) {
        busy.remove(repository);
    }

    private Audience until(LineStream lines) {
        return new Audience() {
            @Override
            public void tell(Message message) {
                lines.tell(message);
            }

            @Override
            public boolean isGone() {
                return stopping || lines.isGone();
            }
        };
    }

    /** Ends what is under way as soon as it notices, and gives it a moment to say so while there are connections. */
    void stop() {
        stopping = true;
        threads.shutdown();
        try {
            threads.awaitTermination(Limits.LAST_WORDS.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Answer notAllowed(String path) {
        return Answer.problem(
                Problem.of(
                        405,
                        "method-not-allowed",
                        "Method not allowed",
                        "A question whose answer takes long is asked with POST.",
                        path,
                        "POST " + path),
                Map.of("Allow", "POST"));
    }
}
