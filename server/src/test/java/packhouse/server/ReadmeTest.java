package packhouse.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import packhouse.protocol.admin.Trouble;
import packhouse.server.cli.CommandFactory;
import packhouse.server.cli.Commands;
import packhouse.server.cli.JobCommands;
import packhouse.server.cli.RepoCommands;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** The tables of flags in the README are those of the program. */
final class ReadmeTest {

    private static final Path README = Path.of("../README.md");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `(--[a-z-]+)[^`]*` \\| ([^|]*) \\|");
    private static final String SERVE = "## Flags of `packhouse serve`";
    private static final String REPO = "## Looking into a repository";
    private static final String REPACK = "## Repacking";
    private static final String UPGRADE = "## Upgrading to version 2";

    @Test
    void everyFlagHasARowAndEveryRowIsAFlag() throws IOException {
        assertThat(rows(SERVE).keySet()).isEqualTo(serve().keySet());
        assertThat(rows(REPO).keySet()).isEqualTo(repo().keySet());
        assertThat(rows(REPACK).keySet()).isEqualTo(repack().keySet());
        assertThat(rows(UPGRADE).keySet()).isEqualTo(managing().keySet());
    }

    @Test
    void defaultsInTheTableAreThoseOfTheProgram() throws IOException {
        Map<String, String> rows = rows(SERVE);
        serve().forEach((flag, option) -> {
            if (option.defaultValue() != null && !option.defaultValue().equals("0")) {
                assertThat(rows.get(flag)).as(flag).isEqualTo("`" + option.defaultValue() + "`");
            }
        });
    }

    private static Map<String, String> rows(String heading) throws IOException {
        String text = Files.readString(README);
        int begin = text.indexOf("\n" + heading + "\n");
        assertThat(begin).as(heading).isPositive();
        int end = text.indexOf("\n## ", begin + 1);
        return ROW.matcher(text.substring(begin, end))
                .results()
                .collect(Collectors.toMap(row -> row.group(1), ReadmeTest::cell, (one, other) -> other, TreeMap::new));
    }

    private static String cell(MatchResult row) {
        return row.group(2).strip();
    }

    private static Map<String, OptionSpec> serve() {
        return options(Stream.of(new CommandLine(new ServeCommand())));
    }

    private static Map<String, OptionSpec> repo() {
        return options(subcommands(RepoCommands.class).filter(command -> !isRepack(command) && !isManaging(command)));
    }

    /** Only those that others have not: their table is short so. */
    private static Map<String, OptionSpec> managing() {
        Map<String, OptionSpec> own = options(subcommands(RepoCommands.class)
                .filter(ReadmeTest::isManaging)
                .flatMap(command -> Stream.concat(Stream.of(command), command.getSubcommands().values().stream())));
        own.keySet().removeAll(repo().keySet());
        return own;
    }

    private static boolean isManaging(CommandLine command) {
        return List.of("key", "upgrade").contains(command.getCommandName());
    }

    private static Map<String, OptionSpec> repack() {
        return options(Stream.concat(
                subcommands(RepoCommands.class).filter(ReadmeTest::isRepack), subcommands(JobCommands.class)));
    }

    private static boolean isRepack(CommandLine command) {
        return command.getCommandName().equals("repack");
    }

    private static Stream<CommandLine> subcommands(Class<?> group) {
        CommandFactory commands = new CommandFactory(
                (directory, path, inquiry, audience) -> Trouble.FAILED.problem("nobody asks", ""), Map.of());
        return Commands.named(group, commands, List.of()).getSubcommands().values().stream();
    }

    private static Map<String, OptionSpec> options(Stream<CommandLine> commands) {
        return commands.flatMap(command -> command.getCommandSpec().options().stream())
                .filter(option -> !option.usageHelp() && !option.versionHelp())
                .collect(Collectors.toMap(
                        OptionSpec::longestName, option -> option, (one, other) -> other, TreeMap::new));
    }
}
