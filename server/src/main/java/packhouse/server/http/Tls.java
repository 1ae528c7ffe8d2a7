package packhouse.server.http;

import io.netty.handler.codec.http2.Http2SecurityUtil;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.SupportedCipherSuiteFilter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;

/**
 * The server's certificate and key, read again when their files change. BoringSSL does the work where its native library
 * loads, the JDK elsewhere: the former needs half the time and a third less memory.
 */
public final class Tls {

    /** ECDHE with AES-GCM or ChaCha20 only, as rest-server offers; TLS 1.3 has nothing weaker. */
    private static final List<String> SUITES = Http2SecurityUtil.CIPHERS.stream()
            .filter(suite ->
                    suite.startsWith("TLS_AES") || suite.startsWith("TLS_CHACHA20") || suite.startsWith("TLS_ECDHE"))
            .toList();

    private final Pair files;
    private volatile Loaded loaded;

    /**
     * Where the certificate comes from.
     *
     * @param certificate chain in PEM, the server's own first
     * @param key its private key in PEM, PKCS #8 or the older forms, without a password
     * @param only13 whether TLS 1.2 is refused
     */
    public record Pair(Path certificate, Path key, boolean only13) {}

    private record Loaded(SslContext context, FileTime certificateTime, FileTime keyTime) {}

    private Tls(Pair files, Loaded loaded) {
        this.files = files;
        this.loaded = loaded;
    }

    /** Reads both files. */
    public static Tls load(Pair files) throws IOException {
        return new Tls(files, read(files));
    }

    /** Reads them again if one changed; true if so. After an error the old certificate stays in use. */
    public boolean reload() throws IOException {
        Loaded now = loaded;
        if (Files.getLastModifiedTime(files.certificate()).equals(now.certificateTime())
                && Files.getLastModifiedTime(files.key()).equals(now.keyTime())) {
            return false;
        }
        loaded = read(files);
        return true;
    }

    SslContext context() {
        return loaded.context();
    }

    private static Loaded read(Pair files) throws IOException {
        FileTime certificateTime = Files.getLastModifiedTime(files.certificate());
        FileTime keyTime = Files.getLastModifiedTime(files.key());
        try {
            SslContext context = SslContextBuilder.forServer(
                            files.certificate().toFile(), files.key().toFile())
                    .sslProvider(OpenSsl.isAvailable() ? SslProvider.OPENSSL : SslProvider.JDK)
                    .protocols(files.only13() ? List.of("TLSv1.3") : List.of("TLSv1.3", "TLSv1.2"))
                    .ciphers(SUITES, SupportedCipherSuiteFilter.INSTANCE)
                    .applicationProtocolConfig(new ApplicationProtocolConfig(
                            Protocol.ALPN,
                            SelectorFailureBehavior.NO_ADVERTISE,
                            SelectedListenerFailureBehavior.ACCEPT,
                            ApplicationProtocolNames.HTTP_2,
                            ApplicationProtocolNames.HTTP_1_1))
                    .build();
            return new Loaded(context, certificateTime, keyTime);
        } catch (IllegalArgumentException e) {
            throw new IOException(
                    files.certificate() + " or " + files.key() + ": not a certificate chain and its key in PEM: "
                            + e.getMessage(),
                    e);
        }
    }
}
