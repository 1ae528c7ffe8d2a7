package packhouse.server.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import packhouse.server.cli.AdminClient.Answer;

/**
 * One request over a unix socket, which no HTTP client of the JDK can send. It asks in HTTP/1.0, so the answer ends with the
 * connection; its length is checked all the same, because a server that dies in the middle ends it as well.
 */
final class SocketExchange {

    private static final Pattern HEAD = Pattern.compile("HTTP/1\\.[01] (\\d{3})[ \r].*", Pattern.DOTALL);
    private static final Pattern LENGTH =
            Pattern.compile("\r\nContent-Length: *(\\d{1,9}) *\r\n", Pattern.CASE_INSENSITIVE);
    private static final byte[] END_OF_HEAD = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final int READ_BYTES = 64 * 1024;

    private SocketExchange() {}

    static Answer get(Path socket, String path, Duration patience) throws IOException {
        return exchange(socket, "GET " + path, new byte[0], patience);
    }

    static Answer post(Path socket, String path, byte[] body, Duration patience) throws IOException {
        return exchange(socket, "POST " + path, body, patience);
    }

    private static Answer exchange(Path socket, String line, byte[] body, Duration patience) throws IOException {
        if (Files.notExists(socket)) {
            throw new NoSuchFileException(socket.toString(), null, "there is no socket");
        }
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            // A channel has no timeout of its own; closing it ends whatever it waits in.
            CompletableFuture.delayedExecutor(patience.toMillis(), TimeUnit.MILLISECONDS)
                    .execute(() -> close(channel));
            channel.connect(UnixDomainSocketAddress.of(socket));
            String length = body.length == 0 ? "" : "Content-Length: " + body.length + "\r\n";
            String head = line + " HTTP/1.0\r\nHost: localhost\r\nAccept: application/json\r\n" + length + "\r\n";
            ByteBuffer[] request = {ByteBuffer.wrap(head.getBytes(StandardCharsets.US_ASCII)), ByteBuffer.wrap(body)};
            while (request[0].hasRemaining() || request[1].hasRemaining()) {
                channel.write(request);
            }
            return parse(readAll(channel));
        } catch (ClosedChannelException e) {
            throw (IOException) new SocketTimeoutException("no answer").initCause(e);
        }
    }

    private static void close(SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            throw new IllegalStateException("a socket that cannot even be closed", e);
        }
    }

    private static byte[] readAll(SocketChannel channel) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        ByteBuffer piece = ByteBuffer.allocate(READ_BYTES);
        while (channel.read(piece) >= 0) {
            all.write(piece.array(), 0, piece.position());
            piece.clear();
            if (all.size() > AdminClient.MAX_ANSWER_BYTES) {
                throw new IOException("an answer of more than " + AdminClient.MAX_ANSWER_BYTES + " bytes");
            }
        }
        return all.toByteArray();
    }

    private static Answer parse(byte[] all) throws IOException {
        int end = endOfHead(all);
        String head = new String(all, 0, end, StandardCharsets.ISO_8859_1);
        int status = status(head);
        int size = all.length - end;
        Matcher length = LENGTH.matcher(head);
        if (length.find() && Integer.parseInt(length.group(1)) != size) {
            throw new IOException("the answer was cut off");
        }
        return new Answer(status, new String(all, end, size, StandardCharsets.UTF_8));
    }

    /** The status in the head of an answer. */
    static int status(String head) throws IOException {
        Matcher match = HEAD.matcher(head);
        if (!match.matches()) {
            throw new IOException("what answers there does not speak HTTP");
        }
        return Integer.parseInt(match.group(1));
    }

    /** Where the body begins; 0 if the head has no end. */
    private static int endOfHead(byte[] all) {
        for (int i = 0; i + END_OF_HEAD.length <= all.length; i++) {
            if (Arrays.equals(all, i, i + END_OF_HEAD.length, END_OF_HEAD, 0, END_OF_HEAD.length)) {
                return i + END_OF_HEAD.length;
            }
        }
        return 0;
    }
}
