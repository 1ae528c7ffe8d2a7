package packhouse.server;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import packhouse.server.admin.AdminServer;
import packhouse.server.http.HttpServer;
import packhouse.server.http.Tls;
import packhouse.server.inspect.Guard;
import packhouse.server.inspect.Insight;
import packhouse.server.inspect.LocalInsight;
import packhouse.server.inspect.PresenceInsight;
import packhouse.server.inspect.TrashInsight;
import packhouse.server.inspect.Turns;
import packhouse.server.log.LibraryLog;
import packhouse.server.log.ServerLog;
import packhouse.server.net.Endpoint;
import packhouse.server.net.Inheritance;
import packhouse.server.net.Listeners;
import packhouse.server.net.Transport;
import packhouse.server.watch.Watch;

/** One running server: puts the parts together, runs until a signal, and takes them apart in order. */
final class Packhouse {

    /** Ended as asked. */
    private static final int DONE = 0;

    /** Could not start, or broke. */
    private static final int FAILED = 1;

    /** The service manager must not try again before the owner changed something. */
    private static final int BAD_CONFIGURATION = 78;

    /** What requests under way get to finish after SIGTERM; the unit and the compose file allow a little more. */
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(30);

    /** What the start waits for the disk to be counted where there is a quota; restic's test suite waits 2 s for the server. */
    private static final Duration COUNT_PATIENCE = Duration.ofSeconds(1);

    /** One event loop for each core up to this: they only move bytes, four saturate 10 Gbit/s. */
    private static final int MAX_LOOPS = 4;

    private final Settings settings;
    private final ServerLog log;
    private final InstantSource clock = InstantSource.system();
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final AtomicBoolean asked = new AtomicBoolean();

    Packhouse(Settings settings) {
        this.settings = settings;
        this.log = new ServerLog(
                System.err, settings.talk().format(), settings.talk().debug(), clock);
    }

    /** Runs the server until SIGTERM or SIGINT and gives the exit code of the process. */
    int run() {
        LibraryLog.install(log);
        try {
            Profile profile = Profile.start(settings.profile());
            DataDirectory.make(settings.repositories());
            try (StateDirectory state = StateDirectory.open(
                    settings.admin().stateDirectory(), settings.repositories().path())) {
                serve(state);
            } finally {
                profile.finish(log);
            }
            return DONE;
        } catch (BadConfiguration e) {
            log.error("start", String.valueOf(e.getMessage()));
            return BAD_CONFIGURATION;
        } catch (IOException e) {
            log.error("start", String.valueOf(e.getMessage()));
            return FAILED;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return FAILED;
        }
    }

    private void serve(StateDirectory state) throws BadConfiguration, IOException, InterruptedException {
        Greeting greeting = new Greeting(settings, log);
        greeting.settings();
        log.debug("start", "state in " + state.path());
        Storage storage = Storage.open(settings.repositories(), state.path(), log, clock);
        Optional<Tls> tls = settings.tls().isPresent()
                ? Optional.of(certificate(settings.tls().get()))
                : Optional.empty();
        try (Talk talk = Talk.open(settings, log);
                Doors doors = Doors.open(settings, log, clock);
                KeyKeeping keys = KeyKeeping.open(storage, System.getenv(), log, clock)) {
            Watch watch = watch(storage, state, keys);
            HttpServer http = new HttpServer(
                    storage.repositories(),
                    doors.keeper(),
                    talk.journal(),
                    watch,
                    tls,
                    talk.metricsPage(),
                    clock,
                    Threads.named("disk"));
            Transport transport =
                    new Transport(Math.min(MAX_LOOPS, Runtime.getRuntime().availableProcessors()));
            ReleaseRound release = new ReleaseRound(
                    storage.disk(),
                    state::catalog,
                    keys.ring(),
                    watch,
                    settings.repositories().access(),
                    clock,
                    log);
            try (Rounds rounds = new Rounds(storage, watch, release, doors, tls, talk, log)) {
                Signals.handle(rounds::reload, this::stop);
                rounds.begin();
                if (storage.quota().isLimited()) {
                    rounds.awaitCount(COUNT_PATIENCE);
                }
                Listeners listeners = new Listeners(transport);
                greeting.started(listen(http, listeners));
                Work work = Work.open(settings, state, storage, keys.ring(), watch, http, log);
                LocalInsight looks = new LocalInsight(
                        storage.repositories(), storage.disk(), state::catalog, keys.ring(), new SecureRandom(), clock);
                Guard guard = guard(storage, keys);
                Insight managed = Management.insight(
                        storage.repositories(),
                        storage.disk(),
                        guard,
                        keys.ring(),
                        new Turns(work.jobs()::claim, work.jobs()::release),
                        (path, what) -> log.info("keys", what, "repo", path.toString()),
                        new PresenceInsight(watch::present, looks));
                Insight insight = work.insight(new TrashInsight(storage.repositories(), keys.ring(), guard, managed));
                AdminServer.Tools tools = new AdminServer.Tools(insight, keys.ring(), work.jobs());
                AdminPlane admin =
                        new AdminPlane(settings, state, new AdminPlane.Parts(storage, doors, rounds, tools), log);
                openOrStop(admin, listeners, http);
                greeting.admin(admin.addresses(), state.path());
                work.begin();
                stopping.await();
                admin.stopSoon();
                work.stopSoon();
                boolean clean = http.stop(STOP_PATIENCE);
                work.close();
                admin.stop();
                transport.stop(Duration.ofSeconds(1));
                log.startLine(clean ? "shutdown cleanly" : "shutdown: some requests were cut off");
            }
        }
    }

    private Guard guard(Storage storage, KeyKeeping keys) {
        return settings.repositories().access().writes()
                ? new DiskGuard(storage.repositories(), keys.ring())
                : Guard.NONE;
    }

    private Watch watch(Storage storage, StateDirectory state, KeyKeeping keys) {
        return new Watch(
                storage.repositories(),
                storage.disk(),
                state.path(),
                keys.ring(),
                settings.repositories().retiresLocks(),
                clock,
                System::nanoTime,
                (path, line) -> log.warn("watch", "repository " + path + ": " + line));
    }

    /** A server that refuses to start leaves no socket behind. */
    private static void openOrStop(AdminPlane admin, Listeners listeners, HttpServer http)
            throws BadConfiguration, IOException, InterruptedException {
        try {
            admin.open(listeners);
        } catch (BadConfiguration e) {
            http.stop(Duration.ZERO);
            throw e;
        }
    }

    private static Tls certificate(Tls.Pair files) throws BadConfiguration {
        try {
            return Tls.load(files);
        } catch (IOException e) {
            throw new BadConfiguration(
                    "the certificate cannot be used: " + e + "; name its files with --tls-cert and --tls-key", e);
        }
    }

    private List<String> listen(HttpServer http, Listeners doors) throws IOException {
        Optional<Endpoint> inherited =
                Inheritance.find(System.getenv(), ProcessHandle.current().pid());
        List<Endpoint> endpoints = inherited.map(List::of).orElse(settings.listen());
        List<String> addresses = new ArrayList<>();
        for (Endpoint endpoint : endpoints) {
            addresses.add(http.listen(doors, endpoint));
        }
        return addresses;
    }

    /** The first signal asks for an orderly end, the second is in a hurry. */
    private void stop() {
        if (asked.getAndSet(true)) {
            Runtime.getRuntime().halt(FAILED);
        }
        stopping.countDown();
    }
}
