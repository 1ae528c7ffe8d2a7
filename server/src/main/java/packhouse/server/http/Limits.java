package packhouse.server.http;

import java.time.Duration;
import packhouse.protocol.RouteParser;

/** What the data plane grants a client, and why. */
final class Limits {

    /** Header of one request in bytes: four times what rest-server's clients were ever seen to send through proxies. */
    static final int HEADER_BYTES = 32 * 1024;

    /** Request line in bytes: the longest address that the protocol has, the method and the version. */
    static final int REQUEST_LINE_BYTES = RouteParser.MAX_TARGET_BYTES + 64;

    /** Body of one file: restic's packs are below 4 GiB, its indexes far below. Chunked bodies are cut off here too. */
    static final long FILE_BYTES = 1L << 33;

    /** Body that a request which needs none may have; it is read and dropped so that the connection can go on. */
    static final long NEEDLESS_BODY_BYTES = 64 * 1024;

    /** What is read and dropped after an early answer, so that a reset does not destroy it on its way to the client. */
    static final long DRAIN_BYTES = 64L * 1024 * 1024;

    /** How long that may take. */
    static final Duration DRAIN_TIME = Duration.ofSeconds(10);

    /** From the opening of a connection to its first complete request header; TLS handshake included. */
    static final Duration FIRST_HEADER = Duration.ofSeconds(30);

    /** From an answer to the next complete request header. restic closes idle connections after 90 s; it should be first. */
    static final Duration NEXT_HEADER = Duration.ofSeconds(150);

    /** Without a byte in either direction while we wait for the client: the time after which restic itself gives up. */
    static final Duration STALL = Duration.ofMinutes(5);

    /** Connections in all. An idle one costs about 10 KiB; file descriptors are the scarcer good. */
    static final int MAX_CONNECTIONS = 4096;

    /**
     * Connections from one address that have not sent a complete request yet. One more, and the oldest of them goes: a client
     * that means it has sent its request long before.
     */
    static final int MAX_SILENT_PER_ADDRESS = 512;

    /** Uploads at once; each has a file open. */
    static final int MAX_UPLOADS = 1024;

    /** Streams of one HTTP/2 connection: that of rest-server. */
    static final int MAX_STREAMS = 250;

    /** HTTP/2 flow-control window of a connection: with 1 MiB a client 90 ms away sends 11 MB/s. */
    static final int CONNECTION_WINDOW = 16 * 1024 * 1024;

    /** The same for one stream. */
    static final int STREAM_WINDOW = 8 * 1024 * 1024;

    /** Largest HTTP/2 frame taken, that of rest-server: fewer frames for a pack than with the smallest limit of 16 KiB. */
    static final int MAX_FRAME = 1 << 20;

    private Limits() {}
}
