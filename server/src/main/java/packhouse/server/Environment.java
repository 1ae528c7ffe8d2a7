package packhouse.server;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Gives flags their values out of the environment: {@code PACKHOUSE_} and the flag in capitals, and the four variables of
 * rest-server's container image. A flag on the command line wins over both.
 */
final class Environment implements IDefaultValueProvider {

    private static final Map<String, String> CONTAINER =
            Map.of("--path", "DATA_DIRECTORY", "--htpasswd-file", "PASSWORD_FILE");
    private static final Set<String> YES = Set.of("true", "1", "yes", "on");
    private static final Set<String> NO = Set.of("false", "0", "no", "off", "");

    private final Map<String, String> environment;

    Environment(Map<String, String> environment) {
        this.environment = environment;
    }

    /** The arguments with those of {@code OPTIONS} put behind {@code serve}, so that the command line's own come later and win. */
    static List<String> withOptions(Map<String, String> environment, String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        String options = environment.getOrDefault("OPTIONS", "").strip();
        if (!options.isEmpty() && !all.isEmpty() && all.get(0).equals("serve")) {
            all.addAll(1, List.of(options.split("\\s+", -1)));
        }
        return all;
    }

    @Override
    public @Nullable String defaultValue(ArgSpec argument) {
        if (!(argument instanceof OptionSpec option)) {
            return null;
        }
        String flag = option.longestName();
        String value = environment.get(
                "PACKHOUSE_" + flag.substring(2).toUpperCase(Locale.ROOT).replace('-', '_'));
        if (value != null) {
            return option.typeInfo().isBoolean() ? flag(value) : value;
        }
        if (flag.equals("--no-auth")
                && !environment.getOrDefault("DISABLE_AUTHENTICATION", "").isEmpty()) {
            return "true";
        }
        String variable = CONTAINER.get(flag);
        String given = variable == null ? "" : environment.getOrDefault(variable, "");
        return given.isEmpty() ? null : given;
    }

    private static String flag(String value) {
        String word = value.strip().toLowerCase(Locale.ROOT);
        if (YES.contains(word)) {
            return "true";
        }
        // Anything else is handed on, so that the parser names the flag and the value in its complaint.
        return NO.contains(word) ? "false" : value;
    }
}
