package packhouse.server.cli;

import picocli.CommandLine.Option;

/** Whom an answer is printed for. */
final class Output {

    @Option(names = "--json", description = "Print one JSON document.")
    private boolean json;

    /** Whether it is for programs. */
    boolean isJson() {
        return json;
    }
}
