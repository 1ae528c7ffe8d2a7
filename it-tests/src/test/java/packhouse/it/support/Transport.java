package packhouse.it.support;

/** How a client reaches a server. */
public enum Transport {
    HTTP,
    /** TLS with a certificate that only the client's {@code --cacert} makes good; restic then speaks HTTP/2. */
    HTTPS,
    /** A socket file; restic knows it since 0.17. */
    UNIX
}
