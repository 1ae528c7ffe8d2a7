package packhouse.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.ZoneId;
import java.util.Optional;
import packhouse.server.http.Journal;
import packhouse.server.http.MetricsPage;
import packhouse.server.log.AccessLog;
import packhouse.server.log.ServerLog;
import packhouse.server.metrics.Metrics;

/**
 * What the server tells about its requests.
 *
 * @param journal where the data plane tells it
 * @param access the access log, if there is one
 * @param metrics the numbers, if anybody may see them
 */
record Talk(Journal journal, Optional<AccessLog> access, Optional<Metrics> metrics) implements AutoCloseable {

    static Talk open(Settings settings, ServerLog log) throws BadConfiguration {
        Optional<AccessLog> access = Optional.empty();
        if (settings.talk().access().isPresent()) {
            access = Optional.of(accessLog(settings.talk().access().get(), log));
        }
        Optional<Metrics> metrics =
                settings.metrics().on() ? Optional.of(new Metrics(Version.number())) : Optional.empty();
        return new Talk(new DataJournal(log, access, metrics), access, metrics);
    }

    private static AccessLog accessLog(String name, ServerLog log) throws BadConfiguration {
        AccessLog.Target target = name.equals("-")
                ? () -> System.out
                : () -> Files.newOutputStream(Path.of(name), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        try {
            return new AccessLog(target, log, ZoneId.systemDefault());
        } catch (IOException e) {
            throw new BadConfiguration(
                    "the access log cannot be opened: " + e
                            + "; name another file with --log, or - for standard output",
                    e);
        }
    }

    Optional<MetricsPage> metricsPage() {
        return metrics.map(numbers -> new MetricsPage(Metrics.contentType(), numbers::page));
    }

    @Override
    public void close() {
        access.ifPresent(AccessLog::close);
    }
}
