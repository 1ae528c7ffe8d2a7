package packhouse.server.admin;

import io.netty.handler.codec.http.QueryStringDecoder;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import packhouse.protocol.admin.JobsView;
import packhouse.protocol.admin.LogView;
import packhouse.protocol.admin.Message;
import packhouse.protocol.admin.RecordJson;
import packhouse.protocol.admin.Trouble;
import packhouse.protocol.admin.Views;
import packhouse.protocol.admin.Views.Problem;
import packhouse.server.jobs.Jobs;

/** Tells the owner of jobs, and has them rest, go on or end. */
final class JobDesk implements Desk {

    /** A job, and what of it: nothing for the job itself. */
    private static final Pattern JOB = Pattern.compile(Views.JOBS + "/([^/]+)(?:/([a-z]+))?");

    private static final List<String> ORDERS = List.of("pause", "resume", "cancel");

    private final Jobs jobs;
    private final AdminReport report;
    private final ThreadPoolExecutor threads;

    JobDesk(Jobs jobs, ThreadFactory factory, AdminReport report) {
        this.jobs = jobs;
        this.report = report;
        // One thread, because each answer is short. Each connection has at most one request under way.
        this.threads = new ThreadPoolExecutor(
                1, 1, 1, TimeUnit.MINUTES, new LinkedBlockingQueue<>(Limits.MAX_CONNECTIONS), factory);
        threads.allowCoreThreadTimeOut(true);
    }

    /** Whether there is something about jobs at this path. */
    static boolean isAddress(String path) {
        return path.equals(Views.JOBS) || JOB.matcher(path).matches();
    }

    @Override
    public CompletableFuture<Answer> answer(String method, String address, byte[] body, String by) {
        try {
            return CompletableFuture.supplyAsync(() -> find(method, new QueryStringDecoder(address), by), threads)
                    .exceptionally(failure -> failed(address, failure));
        } catch (RejectedExecutionException e) {
            return CompletableFuture.completedFuture(
                    Answer.problem(Trouble.BUSY.problem("the server is about to stop", "ask again when it runs")));
        }
    }

    private Answer failed(String address, Throwable failure) {
        report.trouble(address, failure.getCause() == null ? failure : failure.getCause());
        return Answer.problem(
                Trouble.FAILED.problem("an error in the program, the server's log has it", "please report it"));
    }

    private Answer find(String method, QueryStringDecoder address, String by) {
        Matcher job = JOB.matcher(address.path());
        if (!job.matches()) {
            return read(method, address.path(), () -> new JobsView(jobs.list()));
        }
        String id = job.group(1);
        String what = Optional.ofNullable(job.group(2)).orElse("");
        if (ORDERS.contains(what)) {
            return method.equals("POST")
                    ? told((Record) order(id, what, by))
                    : notAllowed(method, address.path(), "POST");
        }
        return switch (what) {
            case "" -> read(method, address.path(), () -> (Record) jobs.show(id));
            case Views.LOG -> read(method, address.path(), () -> log(id, address));
            default ->
                told(Trouble.BAD_REQUEST.problem("a job has no " + what, "pause, resume, cancel and log it has"));
        };
    }

    private Message order(String id, String what, String by) {
        Message answer = switch (what) {
            case "pause" -> jobs.pause(id);
            case "resume" -> jobs.resume(id);
            default -> jobs.cancel(id);
        };
        report.ordered(what + " job " + id, answer instanceof Problem problem ? problem.code() : "done", by);
        return answer;
    }

    private Record log(String id, QueryStringDecoder address) throws IOException {
        List<String> from = address.parameters().getOrDefault("from", List.of("0"));
        if (from.isEmpty() || !from.get(0).matches("[0-9]{1,18}")) {
            return Trouble.BAD_REQUEST.problem("'from' is the number of a line", "GET " + address.path() + "?from=0");
        }
        Optional<LogView> log = jobs.log(id, Long.parseLong(from.get(0)));
        return log.isPresent() ? log.get() : (Record) jobs.show(id);
    }

    /** What is looked up. */
    @FunctionalInterface
    private interface Look {
        Record at() throws IOException;
    }

    private static Answer read(String method, String path, Look look) {
        if (!method.equals("GET")) {
            return notAllowed(method, path, "GET");
        }
        try {
            return told(look.at());
        } catch (IOException e) {
            return told(
                    Trouble.FAILED.problem(String.valueOf(e.getMessage()), "what the operating system says leads on"));
        }
    }

    private static Answer told(Record view) {
        return view instanceof Problem problem ? Answer.problem(problem) : Answer.document(RecordJson.document(view));
    }

    private static Answer notAllowed(String method, String path, String instead) {
        return Answer.problem(
                Problem.of(
                        405,
                        "method-not-allowed",
                        "Method not allowed",
                        path + " is not asked with " + method + ".",
                        path,
                        instead + " " + path),
                Map.of("Allow", instead));
    }

    /** Begins nothing more. */
    void stop() {
        threads.shutdown();
    }
}
