package packhouse.server.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server on a real socket that gives one answer, byte for byte, to whatever it is asked. */
final class CannedServer implements AutoCloseable {

    private static final Pattern LENGTH = Pattern.compile("\r\nContent-Length: (\\d+)\r\n");

    private final ServerSocketChannel door;
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final String answer;
    private final Thread thread;

    private CannedServer(ServerSocketChannel door, SocketAddress address, String answer) throws IOException {
        this.door = door;
        this.answer = answer;
        door.bind(address);
        this.thread = new Thread(this::run, "canned");
        thread.setDaemon(true);
        thread.start();
    }

    static CannedServer at(Path socket, String answer) throws IOException {
        return new CannedServer(
                ServerSocketChannel.open(StandardProtocolFamily.UNIX), UnixDomainSocketAddress.of(socket), answer);
    }

    static CannedServer atPort(String answer) throws IOException {
        return new CannedServer(
                ServerSocketChannel.open(), new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), answer);
    }

    /** A whole answer with its length. */
    static String whole(String status, String body) {
        int length = body.getBytes(StandardCharsets.UTF_8).length;
        return "HTTP/1.1 " + status + "\r\ncontent-length: " + length + "\r\nconnection: close\r\n\r\n" + body;
    }

    private void run() {
        try {
            while (door.isOpen()) {
                answer(door.accept());
            }
        } catch (ClosedChannelException e) {
            // The test is over.
            return;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void answer(SocketChannel client) throws IOException {
        ByteBuffer request = ByteBuffer.allocate(8192);
        while (client.read(request) >= 0) {
            String text = new String(request.array(), 0, request.position(), StandardCharsets.ISO_8859_1);
            if (isWhole(text)) {
                asked.add(text);
                break;
            }
        }
        if (!answer.isEmpty()) {
            client.write(ByteBuffer.wrap(answer.getBytes(StandardCharsets.UTF_8)));
            client.close();
        }
    }

    private static boolean isWhole(String request) {
        int end = request.indexOf("\r\n\r\n") + 4;
        Matcher length = LENGTH.matcher(request);
        return end > 3 && request.length() == end + (length.find() ? Integer.parseInt(length.group(1)) : 0);
    }

    List<String> asked() {
        return asked;
    }

    String url() throws IOException {
        return "http://127.0.0.1:" + ((InetSocketAddress) door.getLocalAddress()).getPort();
    }

    @Override
    public void close() throws IOException {
        door.close();
        if (asked.isEmpty()) {
            // Until the thread has left accept(), the kernel still takes connections.
            try {
                thread.join();
            } catch (InterruptedException e) {
                throw new IOException("interrupted while the server ended", e);
            }
        }
    }
}
