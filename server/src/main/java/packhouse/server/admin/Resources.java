package packhouse.server.admin;

import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import packhouse.protocol.admin.Views;
import packhouse.protocol.admin.Views.Problem;
import packhouse.protocol.admin.Views.State;

/** What can be asked, and by whom: who came through the socket is admin, who came over the network only learns about health. */
final class Resources {

    private static final Set<String> READING = Set.of("GET", "HEAD");

    private final Readiness readiness;
    private final Shared<byte[]> summary;
    private final AdminReport report;

    Resources(Readiness readiness, Shared<byte[]> summary, AdminReport report) {
        this.readiness = readiness;
        this.summary = summary;
        this.report = report;
    }

    /**
     * The answer, now or within {@link Limits#ANSWER}; never waits and never fails.
     *
     * @param path of the request, without query
     * @param admin whether the one who asks may know everything
     */
    CompletableFuture<Answer> answer(String method, String path, boolean admin) {
        return find(method, path, admin)
                .orTimeout(Limits.ANSWER.toNanos(), TimeUnit.NANOSECONDS)
                .exceptionally(cause -> failed(method, path, cause));
    }

    private CompletableFuture<Answer> find(String method, String path, boolean admin) {
        boolean open = path.equals(Views.HEALTH) || path.equals(Views.READINESS);
        if (!admin && !open) {
            return CompletableFuture.completedFuture(unauthorized(path));
        }
        if (!open && !path.equals(Views.SUMMARY)) {
            return CompletableFuture.completedFuture(notFound(path));
        }
        if (!READING.contains(method)) {
            return CompletableFuture.completedFuture(notAllowed(method, path));
        }
        return switch (path) {
            case Views.HEALTH -> CompletableFuture.completedFuture(Answer.health(true));
            case Views.READINESS -> readiness.state().thenApply(state -> Answer.health(state == State.READY));
            default -> summary.get().thenApply(Answer::document);
        };
    }

    private Answer failed(String method, String path, Throwable cause) {
        report.trouble(method + " " + path, unwrapped(cause));
        if (path.equals(Views.READINESS)) {
            return Answer.health(false);
        }
        return Answer.problem(Problem.of(
                503,
                "unavailable",
                "No answer now",
                "The disk does not answer, or the server has trouble with it; its log says more.",
                path,
                "Look at the server's log, then ask again"));
    }

    private static Throwable unwrapped(Throwable cause) {
        Throwable inner = cause.getCause();
        boolean wrapper = cause instanceof CompletionException || cause instanceof UncheckedIOException;
        return wrapper && inner != null ? unwrapped(inner) : cause;
    }

    /** Bearer, so that no browser asks for a password that would never do (RFC 9110 section 11.6.1 wants a challenge). */
    private static Answer unauthorized(String path) {
        return Answer.problem(
                Problem.of(
                        401,
                        "unauthorized",
                        "Login needed",
                        "Over the network only " + Views.HEALTH + " and " + Views.READINESS + " answer.",
                        path,
                        "packhouse status --path DIR, on the machine of the server"),
                Map.of("WWW-Authenticate", "Bearer realm=\"packhouse admin\""));
    }

    private static Answer notFound(String path) {
        return Answer.problem(Problem.of(
                404,
                "not-found",
                "No such resource",
                "The admin API of this version has nothing at this path.",
                path,
                "GET " + Views.SUMMARY));
    }

    private static Answer notAllowed(String method, String path) {
        return Answer.problem(
                Problem.of(
                        405,
                        "method-not-allowed",
                        "Method not allowed",
                        path + " can be read only, not asked with " + method + ".",
                        path,
                        "GET " + path),
                Map.of("Allow", "GET, HEAD"));
    }
}
