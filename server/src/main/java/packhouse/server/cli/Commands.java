package packhouse.server.cli;

import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IFactory;

/**
 * Builds the parser of one line. A parser of all commands takes the better part of the time of a short one, so of those that {@link Following}
 * lists only the one that is named becomes part of it; all of them, if none is, for help and complaints.
 */
public final class Commands {

    private Commands() {}

    /**
     * A parser.
     *
     * @param top where the line begins
     * @param words of the line
     */
    public static CommandLine named(Class<?> top, IFactory factory, List<String> words) {
        CommandLine line = new CommandLine(top, factory);
        Following following = top.getAnnotation(Following.class);
        if (following == null) {
            return line;
        }
        List<Class<?>> all = List.of(following.value());
        Optional<Class<?>> named =
                all.stream().filter(type -> isNamed(type, words)).findFirst();
        List<String> rest = named.isPresent() ? words.subList(1, words.size()) : List.of();
        for (Class<?> next : named.<List<Class<?>>>map(List::of).orElse(all)) {
            line.addSubcommand(named(next, factory, rest));
        }
        return line;
    }

    private static boolean isNamed(Class<?> type, List<String> words) {
        return !words.isEmpty() && type.getAnnotation(Command.class).name().equals(words.get(0));
    }
}
