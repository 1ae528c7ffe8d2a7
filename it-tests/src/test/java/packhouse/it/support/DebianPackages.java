package packhouse.it.support;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * Fetches and unpacks packages of any Debian suite in a folder of our own. The configuration, lists and caches of the system stay
 * as they are, and nobody needs to be root; the system's proxy is used, its hooks are not.
 */
final class DebianPackages {

    /** One call of apt: the lists of a suite are 10 MiB, a client is 10 MiB, on a line of 1 Mbit/s. */
    private static final Duration APT_LIMIT = Duration.ofMinutes(3);

    private static final Duration LOCAL_LIMIT = Patience.STEP;
    private static final String CONFIGURATION = """
            Dir::State "%1$s/state";
            Dir::State::status "%1$s/status";
            Dir::Cache "%1$s/cache";
            Dir::Etc "%1$s/etc";
            Dir::Etc::sourcelist "%1$s/etc/sources.list";
            Dir::Etc::sourceparts "-";
            Dir::Etc::preferencesparts "-";
            APT::Sandbox::User "root";
            APT::Architecture "%2$s";
            APT::Update::Error-Mode "any";
            Acquire::Languages "none";
            Acquire::Retries "1";
            Acquire::http::Timeout "20";
            #clear APT::Update::Pre-Invoke;
            #clear APT::Update::Post-Invoke;
            #clear APT::Update::Post-Invoke-Success;
            #clear DPkg::Pre-Install-Pkgs;
            #clear DPkg::Post-Invoke;
            """;

    private final Path folder;
    private final DebianSource source;

    /** Packages of this source, with apt's own files below this folder. */
    DebianPackages(Path folder, DebianSource source) {
        this.folder = folder;
        this.source = source;
    }

    /** Unpacks the newest version that the suite has into a folder, which comes into being complete or not at all. */
    void unpack(String suite, String name, Path target) throws IOException {
        Path apt = folder.resolve("apt-" + suite);
        Path configuration = prepare(apt, suite);
        run(APT_LIMIT, apt, "apt-get", "-c", configuration.toString(), "-qq", "update");
        Path download = Files.createTempDirectory(folder, "download");
        run(APT_LIMIT, download, "apt-get", "-c", configuration.toString(), "-qq", "download", name);
        Path unpacked = Files.createDirectory(download.resolve("unpacked"));
        run(LOCAL_LIMIT, download, "dpkg", "-x", onlyFile(download).toString(), unpacked.toString());
        Files.move(unpacked, target);
        WorkFolder.delete(download);
        WorkFolder.delete(apt);
    }

    private Path prepare(Path apt, String suite) throws IOException {
        for (String needed : List.of("etc", "state/lists/partial", "cache/archives/partial")) {
            Files.createDirectories(apt.resolve(needed));
        }
        String architecture = run(LOCAL_LIMIT, apt, "dpkg", "--print-architecture");
        Files.writeString(apt.resolve("status"), "");
        Files.writeString(apt.resolve("etc/sources.list"), source.line(suite));
        return Files.writeString(apt.resolve("apt.conf"), CONFIGURATION.formatted(apt, architecture.strip()));
    }

    private static Path onlyFile(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".deb"))
                    .findFirst()
                    .orElseThrow(() -> new IOException(folder + ": apt-get left no package here"));
        }
    }

    private static String run(Duration limit, Path folder, String... words) throws IOException {
        Outcome outcome = Command.run(limit, new ProcessBuilder(words).directory(folder.toFile()));
        if (!outcome.isGood()) {
            throw new IOException(outcome.toString());
        }
        return outcome.out();
    }
}
