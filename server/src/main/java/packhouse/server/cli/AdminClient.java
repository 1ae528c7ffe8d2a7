package packhouse.server.cli;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import packhouse.protocol.admin.RecordJson;

/** Asks a running server. */
final class AdminClient {

    /** The largest answer taken: a summary of 10 000 repositories, four times over. */
    static final int MAX_ANSWER_BYTES = 16 * 1024 * 1024;

    private final ServerAddress server;
    private final Duration patience;

    /**
     * What the server said.
     *
     * @param status the HTTP status
     * @param body JSON
     */
    record Answer(int status, String body) {

        /**
         * The view that the body is.
         *
         * @throws IOException if it is none
         */
        <T extends Record> T view(Class<T> type) throws IOException {
            try {
                return RecordJson.read(type, body);
            } catch (IOException e) {
                // What follows the first line is where in the text it was.
                String why = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
                throw new IOException("what answers there is no packhouse: " + why, e);
            }
        }
    }

    /** {@code patience} is for the whole answer at a socket, for each step of it over the network. */
    AdminClient(ServerAddress server, Duration patience) {
        this.server = server;
        this.patience = patience;
    }

    /**
     * The answer at a path.
     *
     * @throws NotReachable if there is none
     */
    Answer get(String path) throws NotReachable {
        try {
            if (server instanceof ServerAddress.Socket socket) {
                return SocketExchange.get(socket.path(), path, patience);
            }
            return web((ServerAddress.Web) server, path);
        } catch (IOException e) {
            throw notReachable(e);
        }
    }

    /**
     * The answer at a path to what is posted there, which only the owner may do, at the socket. The body stays as it is; whoever has it
     * wipes it.
     *
     * @throws NotReachable if there is none
     */
    Answer post(String path, byte[] body) throws NotReachable {
        if (!(server instanceof ServerAddress.Socket socket)) {
            throw new IllegalStateException("nothing is posted over the network");
        }
        try {
            return SocketExchange.post(socket.path(), path, body, patience);
        } catch (IOException e) {
            throw notReachable(e);
        }
    }

    private NotReachable notReachable(IOException e) {
        return e instanceof SocketTimeoutException
                ? new NotReachable("the server at " + server + " gave no answer within " + Words.span(patience), e)
                : new NotReachable("no server answers at " + server + " (" + why(e) + ")", e);
    }

    private static String why(IOException cause) {
        String message = String.valueOf(cause.getMessage());
        return message.equals("Unix domain path too long") ? message + ": use --server http://HOST:PORT" : message;
    }

    private Answer web(ServerAddress.Web web, String path) throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) URI.create(web.base() + path).toURL().openConnection();
        connection.setConnectTimeout((int) patience.toMillis());
        connection.setReadTimeout((int) patience.toMillis());
        connection.setInstanceFollowRedirects(false);
        int status = connection.getResponseCode();
        try (InputStream body = status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
            byte[] taken = body == null ? new byte[0] : body.readNBytes(MAX_ANSWER_BYTES + 1);
            if (taken.length > MAX_ANSWER_BYTES) {
                throw new IOException("an answer of more than " + MAX_ANSWER_BYTES + " bytes");
            }
            return new Answer(status, new String(taken, StandardCharsets.UTF_8));
        } finally {
            connection.disconnect();
        }
    }
}
