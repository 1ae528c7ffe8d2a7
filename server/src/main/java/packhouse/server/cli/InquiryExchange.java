package packhouse.server.cli;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.BindException;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import packhouse.protocol.RepoPath;
import packhouse.protocol.admin.Audience;
import packhouse.protocol.admin.Inquiry;
import packhouse.protocol.admin.Message;
import packhouse.protocol.admin.RecordJson;
import packhouse.protocol.admin.Views;

/**
 * A question to the server at a unix socket, whose answer comes line by line for as long as it takes. Asked in HTTP/1.0, so the answer ends
 * with the connection; one without its last line was cut off.
 */
final class InquiryExchange {

    /** Until the server says that it begins. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final int MAX_HEAD = 16 * 1024;

    private final Path socket;

    InquiryExchange(Path socket) {
        this.socket = socket;
    }

    /**
     * The last line of the answer.
     *
     * @throws CancellationException if the listener went away
     * @throws NotReachable if nobody listens at the socket
     * @throws IOException if who listens says something else, or breaks off
     */
    Message ask(RepoPath repository, Inquiry inquiry, Listener listener) throws IOException {
        try (SocketChannel channel = connect()) {
            listener.whenGone(() -> close(channel));
            CompletableFuture<Void> timer = CompletableFuture.runAsync(
                    () -> close(channel),
                    CompletableFuture.delayedExecutor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS));
            send(channel, repository, inquiry);
            InputStream in = new BufferedInputStream(Channels.newInputStream(channel));
            int status = status(in);
            timer.cancel(false);
            return status == 200 ? listen(in, inquiry, listener) : RecordJson.read(Views.Problem.class, rest(in));
        } catch (ClosedChannelException e) {
            if (listener.isGone()) {
                throw new CancellationException();
            }
            throw (IOException) new SocketTimeoutException(
                            "the server at " + socket + " gave no answer within " + Words.span(PATIENCE))
                    .initCause(e);
        }
    }

    private SocketChannel connect() throws IOException {
        try {
            if (Files.notExists(socket)) {
                throw new NoSuchFileException(socket.toString(), null, "there is no socket");
            }
            SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
            try {
                channel.connect(UnixDomainSocketAddress.of(socket));
                return channel;
            } catch (IOException e) {
                channel.close();
                throw e;
            }
        } catch (BindException e) {
            // What the JDK makes of a permission that is missing. A server may well be there, so nobody else does its
            // work.
            throw new IOException(
                    "this user may not use the server's socket " + socket + ". Cure: run it as the user of the server",
                    e);
        } catch (IOException e) {
            throw new NotReachable("no server answers at unix:" + socket + " (" + e.getMessage() + ")", e);
        }
    }

    private static void close(SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            throw new IllegalStateException("a socket that cannot even be closed", e);
        }
    }

    private static void send(SocketChannel channel, RepoPath repository, Inquiry inquiry) throws IOException {
        byte[] body = inquiry.json();
        String head =
                "POST " + ResourcePath.of(repository, inquiry.question().word()) + " HTTP/1.0\r\nHost: localhost\r\n"
                        + "Content-Type: application/json\r\nContent-Length: " + body.length + "\r\n\r\n";
        ByteBuffer[] request = {ByteBuffer.wrap(head.getBytes(StandardCharsets.US_ASCII)), ByteBuffer.wrap(body)};
        try {
            while (request[1].hasRemaining()) {
                channel.write(request);
            }
        } finally {
            Arrays.fill(body, (byte) 0);
        }
    }

    private static int status(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n", Math.max(0, head.length() - 4)) < 0) {
            int next = in.read();
            if (next < 0 || head.length() >= MAX_HEAD) {
                throw new IOException("what answers there does not speak HTTP");
            }
            head.append((char) next);
        }
        return SocketExchange.status(head.toString());
    }

    private static Message listen(InputStream in, Inquiry inquiry, Audience audience) throws IOException {
        while (true) {
            Optional<String> line = line(in);
            if (line.isEmpty()) {
                throw new IOException("the server broke off. Cure: look whether it still runs, then ask again");
            }
            Optional<Message> message = RecordJson.readLine(inquiry.question(), line.get());
            if (message.isPresent() && message.get().isLast()) {
                return message.get();
            }
            message.ifPresent(audience::tell);
        }
    }

    /** Empty at the end, also if that is in the middle of a line. */
    private static Optional<String> line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next >= 0; next = in.read()) {
            if (next == '\n') {
                return Optional.of(line.toString(StandardCharsets.UTF_8));
            }
            if (line.size() >= AdminClient.MAX_ANSWER_BYTES) {
                throw new IOException("a line of more than " + AdminClient.MAX_ANSWER_BYTES + " bytes");
            }
            line.write(next);
        }
        return Optional.empty();
    }

    private static String rest(InputStream in) throws IOException {
        return new String(in.readNBytes(AdminClient.MAX_ANSWER_BYTES), StandardCharsets.UTF_8);
    }
}
