package packhouse.it.support;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A socket on which requests are written byte by byte, for those that every client library would tidy or refuse to send. */
public final class RawHttp implements AutoCloseable {

    private static final int PATIENCE_MILLIS = (int) Patience.STEP.toMillis();

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;

    private RawHttp(Socket socket) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.setTcpNoDelay(true);
        this.in = new BufferedInputStream(socket.getInputStream());
        this.out = socket.getOutputStream();
    }

    /** An answer: its status line in two parts, its headers by name in any case, its bytes as characters. */
    public record Answer(int status, String phrase, Map<String, List<String>> headers, String latin) {

        /** The value of a header that must be there once at most. */
        public Optional<String> header(String name) {
            List<String> values = headers.getOrDefault(name, List.of());
            if (values.size() > 1) {
                throw new IllegalStateException(name + " is there " + values.size() + " times: " + values);
            }
            return values.stream().findFirst();
        }

        public byte[] body() {
            return latin.getBytes(StandardCharsets.ISO_8859_1);
        }

        public String text() {
            return new String(body(), StandardCharsets.UTF_8);
        }
    }

    /** A connection to a port of the loopback interface. */
    public static RawHttp connect(int port) throws IOException {
        return connectFrom("127.0.0.1", port);
    }

    /** A connection from an address of the loopback network, to tell clients apart. */
    public static RawHttp connectFrom(String local, int port) throws IOException {
        Socket socket = new Socket();
        socket.bind(new InetSocketAddress(local, 0));
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PATIENCE_MILLIS);
        return new RawHttp(socket);
    }

    /** A connection of any other kind, for instance one under TLS. */
    public static RawHttp over(Socket socket) throws IOException {
        return new RawHttp(socket);
    }

    /** Sends one request on a connection of its own and gives the answer. */
    public static Answer ask(int port, String request) throws IOException {
        try (RawHttp http = connect(port)) {
            return http.send(request).answer(request.startsWith("HEAD "));
        }
    }

    /** Writes text as it stands, each character one byte. */
    public RawHttp send(String text) throws IOException {
        return send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    public RawHttp send(byte[] bytes) throws IOException {
        out.write(bytes);
        out.flush();
        return this;
    }

    /** Sends nothing more, but still listens. */
    public RawHttp halfClose() throws IOException {
        socket.shutdownOutput();
        return this;
    }

    /** The next answer to a request that was not HEAD. */
    public Answer answer() throws IOException {
        return answer(false);
    }

    /** The next answer, to HEAD: without a body whatever its headers say. */
    public Answer answerToHead() throws IOException {
        return answer(true);
    }

    private Answer answer(boolean head) throws IOException {
        String[] line = line().split(" ", 3);
        if (line.length < 3 || !line[0].startsWith("HTTP/1.")) {
            throw new IOException("not a status line: " + String.join(" ", line));
        }
        int status = Integer.parseInt(line[1]);
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String header = line(); !header.isEmpty(); header = line()) {
            int colon = header.indexOf(':');
            headers.computeIfAbsent(header.substring(0, colon), key -> new ArrayList<>())
                    .add(header.substring(colon + 1).strip());
        }
        Answer answer = new Answer(status, line[2], headers, "");
        return head || status < 200
                ? answer
                : new Answer(status, line[2], headers, new String(body(answer), StandardCharsets.ISO_8859_1));
    }

    private byte[] body(Answer answer) throws IOException {
        int length = Integer.parseInt(
                answer.header("Content-Length").orElseThrow(() -> new IOException("no Content-Length: " + answer)));
        byte[] body = in.readNBytes(length);
        if (body.length < length) {
            throw new EOFException("the body ended after " + body.length + " of " + length + " bytes");
        }
        return body;
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new EOFException("the connection ended; before that came: " + line);
            }
            line.write(b);
        }
        return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
    }

    /** Whether the server closes the connection, by an orderly end and not by a reset, with nothing more to say. */
    public boolean isEnded() throws IOException {
        return in.read() < 0;
    }

    /** The next bytes as they come, this many. */
    public byte[] first(int length) throws IOException {
        return in.readNBytes(length);
    }

    /** What comes until the connection ends, however it ends; that it ends is asserted. */
    public byte[] rest() throws SocketTimeoutException {
        ByteArrayOutputStream rest = new ByteArrayOutputStream();
        try {
            in.transferTo(rest);
        } catch (SocketTimeoutException e) {
            throw e;
        } catch (IOException e) {
            // A reset ends it, too.
            return rest.toByteArray();
        }
        return rest.toByteArray();
    }

    /** Ends the connection by a reset, as a crashed client does. */
    public void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
