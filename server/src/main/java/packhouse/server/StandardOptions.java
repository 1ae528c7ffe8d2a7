package packhouse.server;

import picocli.CommandLine.Option;

/** Help and version, under rest-server's letters. The parser acts on them by itself. */
@SuppressWarnings("UnusedVariable")
final class StandardOptions {

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "shows this help")
    private boolean help;

    @Option(
            names = {"-v", "--version"},
            versionHelp = true,
            description = "shows the version")
    private boolean version;
}
