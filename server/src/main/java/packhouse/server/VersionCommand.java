package packhouse.server;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code packhouse version}. */
@Command(
        name = "version",
        headerHeading = "Examples:%n  packhouse version%n  packhouse --version%n%n",
        header = "Shows the version.",
        versionProvider = Version.class)
final class VersionCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    @SuppressWarnings("UnusedVariable")
    private StandardOptions standard = new StandardOptions();

    @Override
    public Integer call() {
        spec.commandLine().printVersionHelp(spec.commandLine().getOut());
        return 0;
    }
}
