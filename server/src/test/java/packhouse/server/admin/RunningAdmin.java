package packhouse.server.admin;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BooleanSupplier;
import packhouse.server.inspect.Insight;
import packhouse.server.jobs.IdleJobs;
import packhouse.server.jobs.Jobs;
import packhouse.server.keys.KeyRing;
import packhouse.server.keys.RecordingKeys;
import packhouse.server.keys.StandingPasswords;
import packhouse.server.net.Endpoint;
import packhouse.server.net.Listeners;
import packhouse.server.net.Transport;
import packhouse.storage.disk.Modes;
import packhouse.storage.disk.RealDisk;
import packhouse.storage.repository.Quota;
import packhouse.storage.repository.Repositories;
import packhouse.storage.store.local.LocalStore;

/** An admin server of a folder that listens to its owner at a unix socket and to anybody at a port, and clients that write bytes. */
final class RunningAdmin implements AutoCloseable {

    final RecordingReport report = new RecordingReport();
    final Repositories repositories;
    final KeyRing keys;
    final Jobs jobs;
    final AdminServer server;
    final Path socketFile;
    final SocketAddress socket;
    final SocketAddress tcp;
    final List<SocketChannel> opened = new ArrayList<>();
    private final Transport transport = new Transport(1);

    /** {@code counted}: whether all repositories were; {@code usersAreSound}: whether the file of users can be used. */
    RunningAdmin(Path folder, Insight insight, BooleanSupplier counted, BooleanSupplier usersAreSound)
            throws IOException {
        RealDisk disk = RealDisk.probe(folder, report.troubles::add);
        LocalStore.Options options = new LocalStore.Options(Modes.PRIVATE, true);
        repositories = new Repositories(folder, disk, options, new Quota(0), InstantSource.system(), new Random(1));
        keys = new KeyRing(
                repositories::store, new StandingPasswords(Map.of()), InstantSource.system(), new RecordingKeys());
        Accounts accounts = new Accounts("1.2.3", folder, disk, repositories, keys, counted, System::nanoTime);
        AdminServer.Needs needs = new AdminServer.Needs(folder, disk, usersAreSound);
        jobs = IdleJobs.in(folder, keys, repositories);
        server = new AdminServer(accounts, new AdminServer.Tools(insight, keys, jobs), needs, Thread::new, report);
        socketFile = folder.resolve("admin.sock");
        socket = UnixDomainSocketAddress.of(socketFile);
        Listeners listeners = new Listeners(transport);
        server.listenToOwner(listeners, socketFile);
        String address = server.listenToAnybody(listeners, new Endpoint.Tcp("127.0.0.1", 0));
        tcp = new InetSocketAddress(
                InetAddress.getLoopbackAddress(), Integer.parseInt(address.substring(address.lastIndexOf(':') + 1)));
    }

    SocketChannel connect(SocketAddress address) throws IOException {
        SocketChannel channel = SocketChannel.open(address);
        opened.add(channel);
        return channel;
    }

    /** Connects and sends a request. */
    SocketChannel send(SocketAddress address, String request) throws IOException {
        SocketChannel channel = connect(address);
        send(channel, request);
        return channel;
    }

    static void send(SocketChannel channel, String text) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /** What comes until the server ends the connection. */
    static String rest(SocketChannel channel) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        ByteBuffer piece = ByteBuffer.allocate(8192);
        while (channel.read(piece) >= 0) {
            all.write(piece.array(), 0, piece.position());
            piece.clear();
        }
        return all.toString(StandardCharsets.UTF_8);
    }

    String exchange(SocketAddress address, String request) throws IOException {
        return rest(send(address, request));
    }

    static String body(String answer) {
        return answer.substring(answer.indexOf("\r\n\r\n") + 4);
    }

    /** Hangs up on all sides. */
    @Override
    public void close() throws IOException {
        for (SocketChannel channel : opened) {
            channel.close();
        }
        server.stop();
        transport.stop(Duration.ofSeconds(5));
    }
}
