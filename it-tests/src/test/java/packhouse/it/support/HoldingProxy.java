package packhouse.it.support;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Passes requests on to a server, but holds one of a kind until it is told to let it go: so two clients meet at a moment of the test's choice. */
public final class HoldingProxy implements AutoCloseable {

    private static final List<String> PASSED_ON = List.of("accept", "content-type", "range", "authorization");

    private final HttpServer proxy;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI server;
    private final String method;
    private final String part;
    private final CountDownLatch held = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);

    private HoldingProxy(int serverPort, String method, String part) throws IOException {
        this.server = URI.create("http://127.0.0.1:" + serverPort);
        this.method = method;
        this.part = part;
        this.proxy = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        proxy.createContext("/", this::pass);
        proxy.setExecutor(threads);
        proxy.start();
    }

    /** Holds requests with this method and an address that has this part in it. */
    public static HoldingProxy before(int serverPort, String method, String part) throws IOException {
        return new HoldingProxy(serverPort, method, part);
    }

    public int port() {
        return proxy.getAddress().getPort();
    }

    /** Returns when such a request has come, and waits to be let go. */
    public void awaitHeld() throws InterruptedException {
        if (!held.await(Patience.STEP.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new AssertionError("no client came with " + method + " " + part);
        }
    }

    /** Lets it go, and all that come later. */
    public void release() {
        released.countDown();
    }

    private void pass(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            if (exchange.getRequestMethod().equals(method)
                    && exchange.getRequestURI().getPath().contains(part)) {
                held.countDown();
                released.await();
            }
            HttpResponse<byte[]> answer = client.send(request(exchange, body), BodyHandlers.ofByteArray());
            answer.headers()
                    .firstValue("content-type")
                    .ifPresent(type -> exchange.getResponseHeaders().set("Content-Type", type));
            boolean isHead = exchange.getRequestMethod().equals("HEAD");
            answer.headers()
                    .firstValue("content-length")
                    .filter(length -> isHead)
                    .ifPresent(length -> exchange.getResponseHeaders().set("Content-Length", length));
            exchange.sendResponseHeaders(
                    answer.statusCode(), isHead || answer.body().length == 0 ? -1 : answer.body().length);
            if (!isHead) {
                exchange.getResponseBody().write(answer.body());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private HttpRequest request(HttpExchange exchange, byte[] body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.resolve(exchange.getRequestURI()))
                .method(exchange.getRequestMethod(), BodyPublishers.ofByteArray(body));
        for (String name : PASSED_ON) {
            String value = exchange.getRequestHeaders().getFirst(name);
            if (value != null) {
                request.header(name, value);
            }
        }
        return request.build();
    }

    @Override
    public void close() {
        release();
        proxy.stop(0);
        threads.shutdownNow();
    }
}
