package packhouse.server;

import java.util.Optional;
import packhouse.protocol.Refusal;
import packhouse.server.http.Journal;
import packhouse.server.log.AccessLog;
import packhouse.server.log.ServerLog;
import packhouse.server.metrics.Metrics;

/** Passes on what the data plane tells: to the access log, the numbers and the server log. */
final class DataJournal implements Journal {

    private final ServerLog log;
    private final Optional<AccessLog> access;
    private final Optional<Metrics> metrics;

    DataJournal(ServerLog log, Optional<AccessLog> access, Optional<Metrics> metrics) {
        this.log = log;
        this.access = access;
        this.metrics = metrics;
    }

    @Override
    public void answered(Answered answered) {
        access.ifPresent(to -> to.write(new AccessLog.Line(
                answered.remote(),
                answered.user(),
                answered.began(),
                answered.method() + " " + answered.uri() + " " + answered.protocol(),
                answered.status(),
                answered.sent(),
                answered.referer(),
                answered.agent())));
        metrics.ifPresent(to -> {
            to.answered(answered.method(), answered.status(), answered.nanos());
            answered.touched().ifPresent(touched -> count(to, answered.user(), touched));
        });
        if (log.isDebug()) {
            log.debug(
                    "data",
                    answered.method() + " " + answered.uri(),
                    "status",
                    Integer.toString(answered.status()),
                    "remote",
                    answered.remote(),
                    "user",
                    answered.user(),
                    "ms",
                    Long.toString(answered.nanos() / 1_000_000));
        }
    }

    /** The config is never counted, as in rest-server: it is one file, written once. */
    private static void count(Metrics metrics, String user, Touched touched) {
        if (!touched.type().isContentNamed()) {
            return;
        }
        String repo = touched.repo().label();
        String type = touched.type().folder();
        switch (touched.deed()) {
            case READ -> metrics.sent(user, repo, type, touched.bytes());
            case WRITE -> metrics.stored(user, repo, type, touched.bytes());
            case DELETE -> metrics.removed(user, repo, type, touched.bytes());
        }
    }

    @Override
    public void trouble(String what, String remote, Throwable cause) {
        if (cause instanceof java.io.IOException) {
            log.error("data", String.valueOf(cause.getMessage()), "remote", remote, "request", what);
        } else {
            log.bug("data", cause, "remote", remote, "request", what);
        }
    }

    @Override
    public void refused(Refusal refusal, String method, String uri, String user, String remote) {
        // Everyday answers: restic asks for what may not be there, and a login that fails has its own line.
        boolean everyday = refusal.kind() == Refusal.Kind.NOT_FOUND || refusal.kind() == Refusal.Kind.UNAUTHORIZED;
        String[] fields = {
            "status", Integer.toString(refusal.status()), "remote", remote, "user", user, "request", method + " " + uri
        };
        if (everyday) {
            log.debug("data", refusal.detail(), fields);
        } else {
            log.warn("data", refusal.detail(), fields);
        }
    }
}
