package packhouse.server.metrics;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** The process as the kernel sees it, under the names that Prometheus' client libraries share; read at each scrape. */
final class ProcessMetrics implements MultiCollector {

    private static final Path SELF = Path.of("/proc/self");

    @Override
    public MetricSnapshots collect() {
        List<MetricSnapshot> all = new ArrayList<>();
        ProcessHandle.Info self = ProcessHandle.current().info();
        self.totalCpuDuration().map(ProcessMetrics::seconds).ifPresent(seconds -> all.add(cpu(seconds)));
        self.startInstant()
                .map(Instant::toEpochMilli)
                .ifPresent(millis ->
                        all.add(gauge("process_start_time_seconds", "Start, in seconds since 1970.", millis / 1e3)));
        status("VmRSS:")
                .ifPresent(kib -> all.add(gauge("process_resident_memory_bytes", "Memory in use.", kib * 1024)));
        status("VmSize:")
                .ifPresent(kib -> all.add(gauge("process_virtual_memory_bytes", "Addresses in use.", kib * 1024)));
        openFiles().ifPresent(count -> all.add(gauge("process_open_fds", "Open file descriptors.", count)));
        maxFiles().ifPresent(count -> all.add(gauge("process_max_fds", "Most open file descriptors.", count)));
        return new MetricSnapshots(all);
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }

    private static MetricSnapshot cpu(double seconds) {
        return CounterSnapshot.builder()
                .name("process_cpu_seconds")
                .help("User and system time.")
                .dataPoint(CounterDataPointSnapshot.builder().value(seconds).build())
                .build();
    }

    private static MetricSnapshot gauge(String name, String help, double value) {
        return GaugeSnapshot.builder()
                .name(name)
                .help(help)
                .dataPoint(GaugeDataPointSnapshot.builder().value(value).build())
                .build();
    }

    private static OptionalDouble status(String name) {
        return field("status", name, 1);
    }

    private static OptionalDouble maxFiles() {
        return field("limits", "Max open files", 3);
    }

    /** A column of the line that starts with {@code name}; empty without such a line or such a system. */
    private static OptionalDouble field(String file, String name, int column) {
        try {
            return Files.readAllLines(SELF.resolve(file)).stream()
                    .filter(line -> line.startsWith(name))
                    .map(line -> line.split("\\s+", -1)[column])
                    .filter(value -> value.chars().allMatch(Character::isDigit))
                    .mapToDouble(Double::parseDouble)
                    .findFirst();
        } catch (IOException e) {
            return OptionalDouble.empty();
        }
    }

    private static OptionalDouble openFiles() {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(SELF.resolve("fd"))) {
            double count = -1;
            for (Path file : files) {
                count += file.getNameCount() > 0 ? 1 : 0;
            }
            return OptionalDouble.of(count);
        } catch (IOException e) {
            return OptionalDouble.empty();
        }
    }
}
