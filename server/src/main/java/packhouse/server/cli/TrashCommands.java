package packhouse.server.cli;

import picocli.CommandLine.Command;

/** {@code packhouse trash}: what clients deleted, as long as it can be had back. */
@Following({TrashList.class, TrashRestore.class, TrashEmpty.class})
@Command(
        name = "trash",
        headerHeading = "Examples:%n"
                + "  packhouse trash list alice/laptop --path /tank/backup%n"
                + "  packhouse trash restore alice/laptop --all%n%n",
        header = "Shows what clients deleted, brings it back, or destroys it.",
        description = "%nAsks the running server. How long deleted files rest: packhouse serve --trash-deleted.")
public final class TrashCommands extends CommandGroup {}
