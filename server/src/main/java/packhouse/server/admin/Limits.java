package packhouse.server.admin;

import java.time.Duration;

/** What the admin plane grants whoever asks, and why. */
final class Limits {

    /** Request line in bytes: the longest address that the API has, many times over. */
    static final int REQUEST_LINE_BYTES = 4 * 1024;

    /** Header of one request in bytes: what a browser sends with cookies. */
    static final int HEADER_BYTES = 16 * 1024;

    /** Body of a request: a password and options, many times over. Where none is wanted it is dropped, and the connection goes on. */
    static final int BODY_BYTES = 8 * 1024;

    /** What is read at once: of requests that a client sends in advance at most this much is in memory, the rest in its socket. */
    static final int READ_BYTES = 4 * 1024;

    /** Connections of one listener at once; people, a page, a few monitors. */
    static final int MAX_CONNECTIONS = 64;

    /** For each step of a connection: from its opening or the last answer to a complete request, and for taking an answer. */
    static final Duration STEP = Duration.ofSeconds(30);

    /** For finding an answer. A disk that hangs must not leave a health check without one; they wait 10 s or more. */
    static final Duration ANSWER = Duration.ofSeconds(5);

    /** How long the server counts as able to work once that was tried: a check writes to the disk. */
    static final Duration READINESS_KEPT = Duration.ofSeconds(3);

    /** How long a summary is handed out: no reader sees the difference, and with it only one is in memory. */
    static final Duration SUMMARY_KEPT = Duration.ofSeconds(1);

    /** Repositories listed in a summary: 3 MB of JSON. */
    static final int MAX_LISTED = 10_000;

    /** Repositories that are looked into at once: each takes up to 100 MiB of heap, a core and what the disk can give. */
    static final int INQUIRIES = 2;

    /** Passwords that are tried or whose answers are put off at once: each try takes up to 128 MiB and a core. */
    static final int UNLOCKS = 8;

    /** For what is under way at the end of the server to notice that, and to say so: it asks at each blob. */
    static final Duration LAST_WORDS = Duration.ofSeconds(3);

    /** Where guesses come from: all of the socket's group share the delay, for one person may be many of it. */
    static final String GUESSER = "socket";

    private Limits() {}
}
