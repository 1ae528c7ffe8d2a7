package packhouse.it.support;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Base64;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A self-signed certificate for the loopback addresses, as files that a server reads and as trust that clients need. */
public final class TestCertificate {

    private static final String PASSWORD = "password";
    private static final String ALIAS = "server";

    private TestCertificate() {}

    /** Makes a new key and certificate and writes both in PEM where rest-server looks for them in its directory. */
    public static void make(Path directory) throws IOException {
        make(directory.resolve("public_key"), directory.resolve("private_key"));
    }

    /** Makes a new key and certificate and writes both in PEM. */
    public static void make(Path certificate, Path key) throws IOException {
        Path store = Files.createTempDirectory("certificate").resolve("store");
        try {
            runKeytool(store);
            KeyStore entries = KeyStore.getInstance("PKCS12");
            try (InputStream in = Files.newInputStream(store)) {
                entries.load(in, PASSWORD.toCharArray());
            }
            write(
                    key,
                    "PRIVATE KEY",
                    entries.getKey(ALIAS, PASSWORD.toCharArray()).getEncoded());
            write(certificate, "CERTIFICATE", entries.getCertificate(ALIAS).getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IOException("keytool made something unreadable", e);
        } finally {
            Files.deleteIfExists(store);
            Files.delete(store.resolveSibling(""));
        }
    }

    private static void runKeytool(Path store) throws IOException {
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keystore",
                        store.toString(),
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        PASSWORD,
                        "-alias",
                        ALIAS,
                        "-keyalg",
                        "EC",
                        "-groupname",
                        "secp256r1",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=ip:127.0.0.1,ip:::1,dns:localhost",
                        "-validity",
                        "2")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            if (keytool.waitFor() != 0) {
                throw new IOException("keytool failed with " + keytool.exitValue());
            }
        } catch (InterruptedException e) {
            throw new IOException("interrupted while keytool ran", e);
        }
    }

    private static void write(Path file, String kind, byte[] content) throws IOException {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        Files.writeString(
                file,
                "-----BEGIN " + kind + "-----\n" + body + "\n-----END " + kind + "-----\n",
                StandardCharsets.US_ASCII);
    }

    /** What a client needs that trusts this certificate and nothing else. */
    public static SSLContext trusting(Path certificate) throws IOException {
        try (InputStream in = Files.newInputStream(certificate)) {
            Certificate trusted = CertificateFactory.getInstance("X.509").generateCertificate(in);
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setCertificateEntry(ALIAS, trusted);
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (CertificateException e) {
            throw new IOException(certificate + ": not a certificate", e);
        } catch (GeneralSecurityException e) {
            throw new IOException("no TLS on this machine", e);
        }
    }
}
