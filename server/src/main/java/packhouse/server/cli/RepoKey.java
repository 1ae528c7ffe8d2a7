package packhouse.server.cli;

import picocli.CommandLine.Command;

/** {@code packhouse repo key}: whose passwords open a repository. */
@Following({RepoKeyList.class, RepoKeyAdd.class, RepoKeyRemove.class})
@Command(
        name = "key",
        headerHeading = "Examples:%n"
                + "  packhouse repo key list alice/laptop --path /tank/backup%n"
                + "  packhouse repo key add alice/laptop --maintenance --to-file /etc/packhouse/alice-laptop%n%n",
        header = "Shows, adds and removes the keys of a repository: each is a password that opens it.",
        description =
                "%nThey are restic's own keys, the same that 'restic key' shows. All of them open the same lock: to"
                        + " remove one does not shut out who has kept what it opens.%n")
final class RepoKey extends CommandGroup {}
