package packhouse.it.support;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Stands between a client and a server like a thin line: what the client sends trickles, or stops at some point as if the line were
 * down; what the server sends comes at once.
 */
public final class SlowProxy implements AutoCloseable {

    /** Bytes passed on at once. */
    private static final int DROP = 8 * 1024;

    private final ServerSocket door;
    private final int serverPort;
    private final Pace pace;
    private final List<Socket> open = new CopyOnWriteArrayList<>();

    private SlowProxy(ServerSocket door, int serverPort, Pace pace) {
        this.door = door;
        this.serverPort = serverPort;
        this.pace = pace;
    }

    /** Holds up who is about to pass on some bytes. */
    private interface Pace {
        void hold(int bytes) throws IOException;
    }

    /** Starts one that passes on so many bytes a second for each connection. */
    public static SlowProxy start(int serverPort, int bytesPerSecond) throws IOException {
        long nanosEachDrop = TimeUnit.SECONDS.toNanos(1) * DROP / bytesPerSecond;
        return start(serverPort, bytes -> LockSupport.parkNanos(nanosEachDrop));
    }

    /** Starts one that passes on so many bytes, all connections together, and then nothing more, without breaking any of them. */
    public static SlowProxy stoppingAfter(int serverPort, long bytes) throws IOException {
        AtomicLong left = new AtomicLong(bytes);
        CountDownLatch forever = new CountDownLatch(1);
        return start(serverPort, passing -> {
            if (left.addAndGet(-passing) < 0) {
                waitFor(forever);
            }
        });
    }

    private static void waitFor(CountDownLatch latch) throws IOException {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IOException("interrupted", e);
        }
    }

    private static SlowProxy start(int serverPort, Pace pace) throws IOException {
        ServerSocket door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        SlowProxy proxy = new SlowProxy(door, serverPort, pace);
        begin(proxy::accept);
        return proxy;
    }

    public int port() {
        return door.getLocalPort();
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void begin(Work work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (IOException e) {
                        // One end broke the connection, and the other has been told.
                    }
                },
                "slow-proxy");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() throws IOException {
        while (!door.isClosed()) {
            Socket client = door.accept();
            Socket server = new Socket(InetAddress.getLoopbackAddress(), serverPort);
            open.addAll(List.of(client, server));
            begin(() -> pass(client, server, pace));
            begin(() -> pass(server, client, bytes -> {}));
        }
    }

    private static void pass(Socket from, Socket to, Pace pace) throws IOException {
        try (from;
                to) {
            byte[] drop = new byte[DROP];
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int n = in.read(drop); n >= 0; n = in.read(drop)) {
                pace.hold(n);
                out.write(drop, 0, n);
            }
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
        for (Socket socket : open) {
            socket.close();
        }
    }
}
