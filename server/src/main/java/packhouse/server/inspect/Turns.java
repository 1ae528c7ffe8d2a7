package packhouse.server.inspect;

import java.util.function.Consumer;
import java.util.function.Predicate;
import packhouse.protocol.RepoPath;

/**
 * Who changes a repository next.
 *
 * @param claim takes the turn; false if somebody else has it
 * @param release gives it back
 */
public record Turns(Predicate<RepoPath> claim, Consumer<RepoPath> release) {

    /** Where nobody else is. */
    public static final Turns ALONE = new Turns(path -> true, path -> {});
}
