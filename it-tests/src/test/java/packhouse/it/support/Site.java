package packhouse.it.support;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A directory served by packhouse over one transport, and what a client needs to know to reach it. */
public final class Site implements AutoCloseable {

    private final Transport transport;
    private final Path folder;
    private final ServerProcess server;
    private final List<String> clientFlags;

    private Site(Transport transport, Path folder, ServerProcess server, List<String> clientFlags) {
        this.transport = transport;
        this.folder = folder;
        this.server = server;
        this.clientFlags = clientFlags;
    }

    /** Serves {@code folder/data}, made if it is missing, to everybody; other things that are needed lie beside it. */
    public static Site over(Transport transport, Path folder, String... flags) throws IOException {
        Path data = Files.createDirectories(folder.resolve("data"));
        List<String> all = new ArrayList<>(List.of(flags));
        all.addAll(List.of("--no-auth", "--log", folder.resolve("access.log").toString()));
        List<String> clientFlags = new ArrayList<>();
        if (transport == Transport.HTTPS) {
            Path certificate = folder.resolve("certificate.pem");
            Path key = folder.resolve("key.pem");
            TestCertificate.make(certificate, key);
            all.addAll(List.of("--tls", "--tls-cert", certificate.toString(), "--tls-key", key.toString()));
            clientFlags.addAll(List.of("--cacert", certificate.toString()));
        } else if (transport == Transport.UNIX) {
            // Not below the work folder: the system limits such a path to 107 bytes.
            all.addAll(List.of(
                    "--listen",
                    "unix:" + Files.createTempDirectory("packhouse-it").resolve("socket")));
        }
        ServerProcess server = ServerProcess.start(data, all.toArray(String[]::new));
        return new Site(transport, folder, server, List.copyOf(clientFlags));
    }

    /** A client of this generation on one of the repositories, {@code NAME} or {@code FOLDER/NAME}. */
    public Restic client(Program generation, String repository) {
        return Restic.of(generation, folder.resolve("home-" + generation.name()), address(repository))
                .withFlags(clientFlags);
    }

    /** The address of a repository as restic wants it. */
    public String address(String repository) {
        return switch (transport) {
            case HTTP -> "rest:http://127.0.0.1:" + server.port() + "/" + repository + "/";
            case HTTPS -> "rest:https://127.0.0.1:" + server.port() + "/" + repository + "/";
            case UNIX -> "rest:http+unix://" + server.address().replaceFirst("^unix:", "") + ":/" + repository + "/";
        };
    }

    public ServerProcess server() {
        return server;
    }

    /** The directory that is served. */
    public Path data() {
        return folder.resolve("data");
    }

    /** The lines of the access log. */
    public List<String> accesses() throws IOException {
        return Files.readAllLines(folder.resolve("access.log"));
    }

    @Override
    public void close() throws IOException {
        Path socket = Path.of(server.address().replaceFirst("^unix:", ""));
        server.close();
        if (transport == Transport.UNIX) {
            // The server has removed its socket; the folder was ours.
            Files.delete(socket.getParent());
        }
    }
}
