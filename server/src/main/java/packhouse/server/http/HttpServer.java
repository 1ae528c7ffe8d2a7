package packhouse.server.http;

import io.netty.channel.ChannelHandler;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import packhouse.server.access.Doorkeeper;
import packhouse.server.net.Endpoint;
import packhouse.server.net.Listener;
import packhouse.server.net.Listeners;
import packhouse.storage.repository.Repositories;

/** The data plane as a whole: opened, drained, closed. */
public final class HttpServer {

    private final DataPlane plane;
    private final DiskWork disk;
    private final Connections connections = new Connections();
    private final ChannelHandler pipeline;
    private final List<Listener> listeners = new ArrayList<>();

    /**
     * A data plane that listens nowhere yet.
     *
     * @param attendant takes part in what clients do
     * @param threads makes the threads that wait for the disk
     */
    public HttpServer(
            Repositories repositories,
            Doorkeeper doorkeeper,
            Journal journal,
            Attendant attendant,
            Optional<Tls> tls,
            Optional<MetricsPage> metrics,
            InstantSource clock,
            ThreadFactory threads) {
        this.disk = new DiskWork(threads);
        this.plane = new DataPlane(repositories, doorkeeper, journal, attendant, disk, clock);
        PlainPipeline plain = new PlainPipeline(plane, new Silence(), connections, metrics);
        this.pipeline =
                tls.<ChannelHandler>map(files -> new TlsPipeline(files, plain)).orElse(plain);
    }

    /** Listens at one more place, and gives its address for people. */
    public String listen(Listeners doors, Endpoint endpoint) throws IOException {
        Listener listener = doors.open(endpoint, pipeline);
        listeners.add(listener);
        return listener.address();
    }

    /** Connections that are open now. */
    public int connections() {
        return connections.count();
    }

    /** Requests that are being answered now. */
    public int requests() {
        return connections.traffic().inFlight();
    }

    /** Requests that have come since the start. */
    public long requestsBegun() {
        return connections.traffic().begun();
    }

    /**
     * Accepts no more, lets requests under way finish until {@code patience} is over, then cuts the rest off.
     *
     * @return whether everything finished by itself
     */
    public boolean stop(Duration patience) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        for (Listener listener : listeners) {
            listener.close();
        }
        plane.drain();
        boolean drained = connections.drain(deadline);
        connections.cut();
        return disk.stop(Duration.ofNanos(Math.max(0, deadline - System.nanoTime()))) && drained;
    }
}
