package packhouse.server;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import packhouse.protocol.RepoPath;
import packhouse.protocol.admin.Question;
import packhouse.server.admin.Accounts;
import packhouse.server.admin.AdminReport;
import packhouse.server.admin.AdminServer;
import packhouse.server.log.ServerLog;
import packhouse.server.net.Endpoint;
import packhouse.server.net.Listeners;

/** The admin plane of this server: what it is put together of, and what happens if it cannot listen. */
final class AdminPlane {

    private final Settings.Admin settings;
    private final Path socket;
    private final ServerLog log;
    private final AdminServer server;
    private final List<String> addresses = new ArrayList<>();

    /** What the plane tells about. */
    record Parts(Storage storage, Doors doors, Rounds rounds, AdminServer.Tools tools) {}

    /** A plane that does not listen yet. */
    AdminPlane(Settings settings, StateDirectory state, Parts parts, ServerLog log) {
        this.settings = settings.admin();
        this.socket = state.adminSocket();
        this.log = log;
        Accounts accounts = new Accounts(
                Version.number(),
                settings.repositories().path(),
                parts.storage().disk(),
                parts.storage().repositories(),
                parts.tools().keys(),
                parts.rounds()::isCounted,
                System::nanoTime);
        AdminServer.Needs needs =
                new AdminServer.Needs(state.path(), parts.storage().disk(), parts.doors()::usersAreSound);
        this.server = new AdminServer(accounts, parts.tools(), needs, Threads.named("admin"), report(log));
    }

    /**
     * Listens at its port and at its socket. The data plane does without them, unless the owner named the port.
     *
     * @throws BadConfiguration if a port that was named cannot be opened
     */
    void open(Listeners listeners) throws BadConfiguration {
        if (settings.listen().isPresent()) {
            openPort(listeners, settings.listen().get());
        }
        openSocket(listeners);
    }

    private void openSocket(Listeners listeners) {
        try {
            addresses.add(server.listenToOwner(listeners, socket));
        } catch (IOException e) {
            log.warn(
                    "admin",
                    e.getMessage() + "; without its socket 'packhouse status' does not reach this server, a shorter "
                            + "--state-dir on a local file system is the cure");
        }
    }

    private void openPort(Listeners listeners, Endpoint endpoint) throws BadConfiguration {
        try {
            addresses.add(server.listenToAnybody(listeners, endpoint));
        } catch (IOException e) {
            if (!settings.mayFail()) {
                throw new BadConfiguration(
                        "admin plane: " + e.getMessage() + "; free the port, name another with --admin-listen, or "
                                + "have none with --admin-listen off",
                        e);
            }
            log.warn(
                    "admin",
                    e.getMessage() + "; health checks over the network go without an answer, name another port with "
                            + "--admin-listen, or none with --admin-listen off");
        }
    }

    private static AdminReport report(ServerLog log) {
        return new AdminReport() {
            @Override
            public void readiness(boolean able, String what) {
                if (able) {
                    log.info("admin", what);
                } else {
                    log.error("admin", what);
                }
            }

            @Override
            public void answered(RepoPath repository, Question question, String detail, String outcome, String by) {
                log.info("admin", question.word() + detail + ": " + outcome, "repo", repository.toString(), "by", by);
            }

            @Override
            public void ordered(String what, String outcome, String by) {
                log.info("admin", what + ": " + outcome, "by", by);
            }

            @Override
            public void trouble(String request, Throwable cause) {
                if (cause instanceof RuntimeException || cause instanceof Error) {
                    log.bug("admin", cause, "request", request);
                } else {
                    log.error("admin", "no answer: " + cause, "request", request);
                }
            }
        };
    }

    /** Where it listens. */
    List<String> addresses() {
        return List.copyOf(addresses);
    }

    /** The server is about to stop: health checks are told so while clients finish. */
    void stopSoon() {
        server.stopSoon();
    }

    /** Listens no more. */
    void stop() throws IOException {
        server.stop();
    }
}
