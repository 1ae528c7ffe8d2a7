import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * Compares two servers under TLS: uploads and downloads of 16 MiB over HTTP/2 and HTTP/1.1, in turn, five rounds.
 *
 * <pre>
 * java bench/TlsBench.java 'NAME=COMMAND' 'NAME=COMMAND' [ROUNDS]
 * </pre>
 *
 * In COMMAND, {port}, {dir}, {cert} and {key} stand for a free port, an empty data directory and the files of a certificate; the
 * server must serve HTTPS without login. Ratios are first / second, medians over the rounds. Needs Linux and a JDK.
 */
final class TlsBench {

    private static final int FILE_BYTES = 16 << 20;
    private static final int FILES = 24;
    private static final int AT_ONCE = 4;
    private static final double TICKS_PER_SECOND = 100;

    private record Server(String name, Process process, URI base) {}

    private record Figures(double mibPerSecond, double cpuPerGib) {}

    public static void main(String[] arguments) throws Exception {
        int rounds = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 5;
        Path work = Files.createTempDirectory("tls-bench");
        KeyStore trusted = makeCertificate(work);
        List<Server> servers = new ArrayList<>();
        try {
            for (String command : List.of(arguments[0], arguments[1])) {
                servers.add(start(command, work));
            }
            System.out.printf("%-10s %-12s %12s %12s %8s%n", "workload", "figure", servers.get(0).name(), servers.get(1).name(), "A/B");
            for (Version version : List.of(Version.HTTP_2, Version.HTTP_1_1)) {
                compare(servers, client(trusted, version), version, rounds);
            }
            for (Server server : servers) {
                System.out.printf("%-10s %-12s %s MiB%n", server.name(), "peak RSS", peakKib(server) / 1024);
            }
        } finally {
            servers.forEach(server -> server.process().destroy());
        }
    }

    private static void compare(List<Server> servers, HttpClient client, Version version, int rounds) throws Exception {
        Figures[][] put = new Figures[2][rounds];
        Figures[][] get = new Figures[2][rounds];
        for (int round = 0; round < rounds; round++) {
            for (int i = 0; i < 2; i++) {
                Server server = servers.get(i);
                List<HttpRequest> puts = new ArrayList<>();
                List<HttpRequest> gets = new ArrayList<>();
                for (int file = 0; file < FILES; file++) {
                    byte[] content = new byte[FILE_BYTES];
                    new Random((long) version.ordinal() << 32 | (long) round << 16 | file).nextBytes(content);
                    URI name = server.base().resolve("data/" + sha256(content));
                    puts.add(HttpRequest.newBuilder(name).POST(BodyPublishers.ofByteArray(content)).build());
                    gets.add(HttpRequest.newBuilder(name).GET().build());
                }
                put[i][round] = measure(server, client, puts, false);
                get[i][round] = measure(server, client, gets, true);
            }
        }
        String protocol = version == Version.HTTP_2 ? "h2" : "1.1";
        print("put-" + protocol, put);
        print("get-" + protocol, get);
    }

    private static Figures measure(Server server, HttpClient client, List<HttpRequest> requests, boolean bodies) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
        double cpu = cpuSeconds(server);
        long began = System.nanoTime();
        List<Future<Long>> answers = new ArrayList<>();
        for (HttpRequest request : requests) {
            answers.add(threads.submit(() -> send(client, request)));
        }
        for (Future<Long> answer : answers) {
            long bytes = answer.get();
            if (bodies && bytes != FILE_BYTES) {
                throw new IOException("an answer of " + bytes + " bytes");
            }
        }
        double seconds = (System.nanoTime() - began) / 1e9;
        threads.shutdown();
        double mib = (double) requests.size() * FILE_BYTES / (1 << 20);
        return new Figures(mib / seconds, (cpuSeconds(server) - cpu) / (mib / 1024));
    }

    private static long send(HttpClient client, HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<InputStream> response = client.send(request, BodyHandlers.ofInputStream());
        byte[] buffer = new byte[128 * 1024];
        long bytes = 0;
        try (InputStream body = response.body()) {
            for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
                bytes += read;
            }
        }
        if (response.statusCode() != 200) {
            throw new IOException(request.uri() + ": " + response.statusCode());
        }
        return bytes;
    }

    private static void print(String workload, Figures[][] figures) {
        print(workload, "MiB/s", Arrays.stream(figures).map(side -> Arrays.stream(side).mapToDouble(Figures::mibPerSecond).toArray()).toList());
        print(workload, "CPU s/GiB", Arrays.stream(figures).map(side -> Arrays.stream(side).mapToDouble(Figures::cpuPerGib).toArray()).toList());
    }

    private static void print(String workload, String figure, List<double[]> sides) {
        double[] ratios = new double[sides.get(0).length];
        Arrays.setAll(ratios, round -> sides.get(0)[round] / sides.get(1)[round]);
        System.out.printf(Locale.ROOT, "%-10s %-12s %12.2f %12.2f %8.2f%n",
                workload, figure, median(sides.get(0)), median(sides.get(1)), median(ratios));
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static HttpClient client(KeyStore trusted, Version version) throws Exception {
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return HttpClient.newBuilder().version(version).sslContext(context).build();
    }

    private static Server start(String spec, Path work) throws Exception {
        String name = spec.substring(0, spec.indexOf('='));
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        Path data = Files.createDirectory(work.resolve(name));
        List<String> command = Arrays.stream(spec.substring(name.length() + 1).split(" "))
                .map(word -> word.replace("{port}", Integer.toString(port)).replace("{dir}", data.toString())
                        .replace("{cert}", work.resolve("cert.pem").toString()).replace("{key}", work.resolve("key.pem").toString()))
                .toList();
        Process process = new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(work.resolve(name + ".log").toFile()).start();
        Server server = new Server(name, process, URI.create("https://localhost:" + port + "/bench/"));
        HttpClient probe = client(KeyStore.getInstance(work.resolve("store.p12").toFile(), "password".toCharArray()), Version.HTTP_1_1);
        HttpRequest create = HttpRequest.newBuilder(server.base().resolve("?create=true")).POST(BodyPublishers.noBody()).build();
        for (int tries = 0; ; tries++) {
            try {
                send(probe, create);
                return server;
            } catch (IOException e) {
                if (tries == 100 || !process.isAlive()) {
                    throw new IOException(name + " does not answer, see " + work.resolve(name + ".log"), e);
                }
                Thread.sleep(Duration.ofMillis(100).toMillis());
            }
        }
    }

    /** A key and a certificate for localhost, for the servers in PEM, for the clients as a store. */
    private static KeyStore makeCertificate(Path work) throws Exception {
        Path store = work.resolve("store.p12");
        new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair", "-alias", "server",
                "-keyalg", "EC", "-groupname", "secp256r1", "-dname", "CN=localhost", "-ext", "san=dns:localhost", "-storetype", "PKCS12",
                "-keystore", store.toString(), "-storepass", "password").inheritIO().start().waitFor();
        KeyStore keys = KeyStore.getInstance(store.toFile(), "password".toCharArray());
        pem(work.resolve("cert.pem"), "CERTIFICATE", keys.getCertificate("server").getEncoded());
        pem(work.resolve("key.pem"), "PRIVATE KEY", keys.getKey("server", "password".toCharArray()).getEncoded());
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("server", keys.getCertificate("server"));
        return trusted;
    }

    private static void pem(Path file, String kind, byte[] content) throws IOException {
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        Files.writeString(file, "-----BEGIN " + kind + "-----\n" + text + "\n-----END " + kind + "-----\n");
    }

    private static String sha256(byte[] content) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    }

    private static double cpuSeconds(Server server) throws IOException {
        String[] fields = Files.readString(Path.of("/proc", Long.toString(server.process().pid()), "stat")).split(" ");
        return (Double.parseDouble(fields[13]) + Double.parseDouble(fields[14])) / TICKS_PER_SECOND;
    }

    private static long peakKib(Server server) throws IOException {
        return Files.readAllLines(Path.of("/proc", Long.toString(server.process().pid()), "status")).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                .findFirst().orElseThrow();
    }
}
