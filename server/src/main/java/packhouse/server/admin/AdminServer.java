package packhouse.server.admin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import packhouse.protocol.admin.RecordJson;
import packhouse.server.access.Slowdown;
import packhouse.server.inspect.Insight;
import packhouse.server.jobs.Jobs;
import packhouse.server.keys.KeyRing;
import packhouse.server.net.Endpoint;
import packhouse.server.net.Listener;
import packhouse.server.net.Listeners;
import packhouse.storage.disk.Disk;

/** The admin plane as a whole: opened, told that the end is near, closed. */
public final class AdminServer {

    /** One for each of the two answers that wait for the disk, of which each is worked out once at a time. */
    private static final int THREADS = 2;

    /** The state directory keeps strangers out; who may write to the socket is admin. */
    private static final String SOCKET_MODE = "rw-rw----";

    private final ThreadPoolExecutor threads;
    private final Readiness readiness;
    private final Resources resources;
    private final Owner owner;
    private final AdminReport report;
    private final List<Listener> listeners = new ArrayList<>();

    /**
     * What it takes to be ready.
     *
     * @param stateDirectory has to be writable
     * @param usersAreSound whether the user file can be used; never waits
     */
    public record Needs(Path stateDirectory, Disk disk, BooleanSupplier usersAreSound) {}

    /**
     * What the owner works with.
     *
     * @param insight looks into repositories
     * @param keys of repositories that are unlocked
     * @param jobs that are to be done
     */
    public record Tools(Insight insight, KeyRing keys, Jobs jobs) {}

    /** A plane that listens nowhere yet. */
    public AdminServer(Accounts accounts, Tools tools, Needs needs, ThreadFactory factory, AdminReport report) {
        this.threads = new ThreadPoolExecutor(0, THREADS, 1, TimeUnit.MINUTES, new SynchronousQueue<>(), factory);
        WriteTrial trial = new WriteTrial(needs.stateDirectory(), needs.disk());
        this.readiness = new Readiness(trial, needs.usersAreSound(), threads, report);
        Shared<byte[]> summary = new Shared<>(() -> summary(accounts), Limits.SUMMARY_KEPT, threads, System::nanoTime);
        this.resources = new Resources(readiness, summary, report);
        Slowdown slowdown = new Slowdown(System::nanoTime);
        this.owner = new Owner(
                new Inquiries(tools.insight(), accounts::path, slowdown, factory, report),
                new Locksmith(tools.keys(), tools.jobs(), accounts::path, slowdown, factory, report),
                new JobDesk(tools.jobs(), factory, report));
        this.report = report;
    }

    private byte[] summary(Accounts accounts) {
        try {
            return RecordJson.document(accounts.summary(readiness.state().join()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Listens for the owner at a unix socket, and gives its address for people. */
    public String listenToOwner(Listeners doors, Path socket) throws IOException {
        Listener listener =
                doors.open(new Endpoint.Unix(socket), new AdminPipeline(resources, Optional.of(owner), report));
        try {
            Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString(SOCKET_MODE));
        } catch (IOException e) {
            listener.close();
            throw new IOException("cannot protect " + socket + ": " + e, e);
        }
        listeners.add(listener);
        return listener.address();
    }

    /** Listens for health checks of anybody who gets there, and gives its address for people. */
    public String listenToAnybody(Listeners doors, Endpoint endpoint) throws IOException {
        Listener listener = doors.open(endpoint, new AdminPipeline(resources, Optional.empty(), report));
        listeners.add(listener);
        return listener.address();
    }

    /** From now on the server says that it is not ready. */
    public void stopSoon() {
        readiness.stop();
    }

    /** Accepts no more, and answers nothing more that waits for the disk or takes long. */
    public void stop() throws IOException {
        for (Listener listener : listeners) {
            listener.close();
        }
        owner.inquiries().stop();
        owner.locksmith().stop();
        owner.jobs().stop();
        threads.shutdownNow();
    }
}
