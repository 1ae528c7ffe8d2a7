package packhouse.server.metrics;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.core.metrics.Info;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Set;

/**
 * The numbers of the data plane in Prometheus' text format 0.0.4: rest-server's six counters under their old names, so that
 * dashboards go on, the process set, and the requests. A series appears with its first event.
 */
public final class Metrics {

    private static final String[] FILE_LABELS = {"user", "repo", "type"};

    /** Methods that get a series of their own; a client can make up any number of others. */
    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "DELETE", "PUT", "OPTIONS");

    /** From a lock on a fast disk to a pack over a slow line, in seconds. */
    private static final double[] BUCKETS = {0.001, 0.005, 0.02, 0.1, 0.5, 2, 10, 60, 300};

    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final Pair write = pair("write", "stored");
    private final Pair read = pair("read", "sent");
    private final Pair delete = pair("delete", "removed");
    private final Counter requests = Counter.builder()
            .name("packhouse_http_requests_total")
            .help("Requests answered.")
            .labelNames("plane", "method", "code")
            .register(registry);
    private final Histogram durations = Histogram.builder()
            .name("packhouse_http_request_duration_seconds")
            .help("From the header of a request to the end of its answer.")
            .labelNames("plane", "method")
            .classicOnly()
            .classicUpperBounds(BUCKETS)
            .register(registry);

    private record Pair(Counter files, Counter bytes) {
        void count(String user, String repo, String type, long size) {
            files.labelValues(user, repo, type).inc();
            bytes.labelValues(user, repo, type).inc(size);
        }
    }

    /** Counters at zero. */
    public Metrics(String version) {
        Info.builder()
                .name("packhouse_build_info")
                .help("What runs here.")
                .labelNames("version", "java")
                .register(registry)
                .addLabelValues(version, System.getProperty("java.version", "unknown"));
        registry.register(new ProcessMetrics());
    }

    private Pair pair(String deed, String done) {
        return new Pair(
                Counter.builder()
                        .name("rest_server_blob_" + deed + "_total")
                        .help("Total number of files " + done + ".")
                        .labelNames(FILE_LABELS)
                        .register(registry),
                Counter.builder()
                        .name("rest_server_blob_" + deed + "_bytes_total")
                        .help("Total number of bytes of files " + done + ".")
                        .labelNames(FILE_LABELS)
                        .register(registry));
    }

    /** A file was stored. */
    public void stored(String user, String repo, String type, long bytes) {
        write.count(user, repo, type, bytes);
    }

    /** A file, or {@code bytes} of it, was sent. */
    public void sent(String user, String repo, String type, long bytes) {
        read.count(user, repo, type, bytes);
    }

    /** A file was removed. */
    public void removed(String user, String repo, String type, long bytes) {
        delete.count(user, repo, type, bytes);
    }

    /** A request of the data plane is over. */
    public void answered(String method, int status, long nanos) {
        String known = METHODS.contains(method) ? method : "other";
        requests.labelValues("data", known, Integer.toString(status)).inc();
        durations.labelValues("data", known).observe(nanos / 1e9);
    }

    /** The {@code Content-Type} of {@link #page}. */
    public static String contentType() {
        return PrometheusTextFormatWriter.CONTENT_TYPE;
    }

    /** Everything, as text. */
    public byte[] page() {
        ByteArrayOutputStream page = new ByteArrayOutputStream(16 * 1024);
        try {
            PrometheusTextFormatWriter.create().write(page, registry.scrape());
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
        return page.toByteArray();
    }
}
