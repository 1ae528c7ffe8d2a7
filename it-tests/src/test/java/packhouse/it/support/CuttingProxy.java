package packhouse.it.support;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Stands between a client and a server and loses answers: a chosen POST is passed on whole, and when its answer begins to arrive,
 * which proves that the server is done with it, both connections are cut instead. For HTTP/1.1 in clear text.
 */
public final class CuttingProxy implements AutoCloseable {

    private static final int HEADER_BYTES = 64 * 1024;
    private static final Pattern LENGTH =
            Pattern.compile("^content-length:\\s*(\\d{1,18})\\s*$", Pattern.MULTILINE | Pattern.CASE_INSENSITIVE);
    private static final Pattern POST =
            Pattern.compile("^POST /(?:[^/ ]+/){0,2}?(data|index|snapshots|keys|locks|config)[/ ]");

    private final ServerSocket door;
    private final int serverPort;
    private final Map<String, Integer> wanted;
    private final Map<String, AtomicInteger> seen = new ConcurrentHashMap<>();
    private final List<String> cuts = new CopyOnWriteArrayList<>();
    private final List<Socket> open = new CopyOnWriteArrayList<>();

    private CuttingProxy(ServerSocket door, int serverPort, Map<String, Integer> wanted) {
        this.door = door;
        this.serverPort = serverPort;
        this.wanted = wanted;
    }

    /** Loses the answer to the n-th POST of each of these kinds, counted from 1. */
    public static CuttingProxy start(int serverPort, Map<String, Integer> wanted) throws IOException {
        ServerSocket door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        CuttingProxy proxy = new CuttingProxy(door, serverPort, Map.copyOf(wanted));
        proxy.begin(proxy::accept);
        return proxy;
    }

    public int port() {
        return door.getLocalPort();
    }

    /** The kinds whose answer was lost, in the order in which it happened. */
    public List<String> cuts() {
        return List.copyOf(cuts);
    }

    private interface Work {
        void run() throws IOException;
    }

    private void begin(Work work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (IOException e) {
                        // A broken connection is what this class is for; both ends see it.
                    }
                },
                "cutting-proxy");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() throws IOException {
        while (!door.isClosed()) {
            Socket client = door.accept();
            Socket server = new Socket(InetAddress.getLoopbackAddress(), serverPort);
            open.addAll(List.of(client, server));
            Passage passage = new Passage(client, server);
            begin(passage::requests);
            begin(passage::answers);
        }
    }

    /** One connection. The client sends a request only after the whole answer to the one before. */
    private final class Passage {
        private final Socket client;
        private final Socket server;
        private volatile String losing = "";

        Passage(Socket client, Socket server) {
            this.client = client;
            this.server = server;
        }

        void requests() throws IOException {
            try (client;
                    server) {
                InputStream in = new BufferedInputStream(client.getInputStream());
                OutputStream out = server.getOutputStream();
                while (true) {
                    byte[] header = header(in);
                    String text = new String(header, StandardCharsets.ISO_8859_1);
                    losing = chosen(text);
                    out.write(header);
                    Matcher length = LENGTH.matcher(text);
                    copy(in, out, length.find() ? Long.parseLong(length.group(1)) : 0);
                }
            }
        }

        void answers() throws IOException {
            try (client;
                    server) {
                byte[] buffer = new byte[64 * 1024];
                InputStream in = server.getInputStream();
                for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                    if (!losing.isEmpty()) {
                        cuts.add(losing);
                        return;
                    }
                    client.getOutputStream().write(buffer, 0, n);
                }
            }
        }
    }

    private String chosen(String header) {
        Matcher post = POST.matcher(header);
        if (!post.find()) {
            return "";
        }
        String kind = post.group(1);
        int count = seen.computeIfAbsent(kind, key -> new AtomicInteger()).incrementAndGet();
        return Integer.valueOf(count).equals(wanted.get(kind)) ? kind : "";
    }

    private static byte[] header(InputStream in) throws IOException {
        ByteArrayOutputStream header = new ByteArrayOutputStream();
        int ends = 0;
        while (ends < 4) {
            int c = in.read();
            if (c < 0 || header.size() >= HEADER_BYTES) {
                throw new EOFException("no further request");
            }
            header.write(c);
            ends = c == (ends % 2 == 0 ? '\r' : '\n') ? ends + 1 : 0;
        }
        return header.toByteArray();
    }

    private static void copy(InputStream in, OutputStream out, long length) throws IOException {
        byte[] buffer = new byte[64 * 1024];
        for (long left = length; left > 0; ) {
            int n = in.read(buffer, 0, (int) Math.min(left, buffer.length));
            if (n < 0) {
                throw new EOFException("the client broke off");
            }
            out.write(buffer, 0, n);
            left -= n;
        }
        out.flush();
    }

    @Override
    public void close() throws IOException {
        door.close();
        for (Socket socket : open) {
            socket.close();
        }
    }
}
