package packhouse.server.cli;

import java.io.IOException;
import java.util.Optional;
import packhouse.protocol.RepoPath;
import packhouse.protocol.admin.Inquiry;
import packhouse.protocol.admin.Message;
import packhouse.protocol.admin.Secret;
import packhouse.protocol.admin.Trouble;
import packhouse.protocol.admin.UpgradeView;
import packhouse.protocol.admin.Views.Problem;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;

/** {@code packhouse repo upgrade}. */
@Command(
        name = "upgrade",
        headerHeading = "Examples:%n"
                + "  packhouse repo upgrade alice/laptop --path /tank/backup%n"
                + "  packhouse repo upgrade alice/laptop --password-file FILE --yes%n%n",
        header = "Gives a repository version 2 of the format, so that clients compress what they store.",
        description = {
            "%nChanges the config and nothing else, in one step, while no client is at work; the old config rests in the"
                    + " trash. Clients older than restic 0.14 cannot open the repository afterwards, and it is not taken"
                    + " back.",
            "Ends with 11 if a client is at work, and with 0 if there is nothing to do.%n"
        })
final class RepoUpgrade extends ManagingCommand {

    @Option(names = "--dry-run", description = "Say what would be done, and do nothing.")
    private boolean dryRun;

    @Option(names = "--yes", description = "Do not ask.")
    private boolean yes;

    RepoUpgrade(Surroundings around) {
        this(around, Person::atTerminal);
    }

    RepoUpgrade(Surroundings around, Person person) {
        super(around, person);
    }

    @Override
    int run(RepoPath path) throws IOException, WrongUsage {
        Optional<Secret> secret = given();
        Message look = ask(path, secret, copy -> Inquiry.ofUpgrade(true, copy));
        if (secret.isEmpty() && isSealed(look)) {
            secret = asked();
            look = secret.isPresent() ? ask(path, secret, copy -> Inquiry.ofUpgrade(true, copy)) : look;
        }
        try {
            return looked(path, secret, look);
        } finally {
            secret.ifPresent(Secret::close);
        }
    }

    private static boolean isSealed(Message answer) {
        return answer instanceof Problem problem && problem.code().equals(Trouble.SEALED.code());
    }

    private int looked(RepoPath path, Optional<Secret> secret, Message look) throws IOException, WrongUsage {
        if (dryRun || !(look instanceof UpgradeView view) || view.isNothing()) {
            return told(look);
        }
        String question = "Upgrades " + path + " from version " + view.from() + " of the format to version " + view.to()
                + ". Clients older than restic 0.14 cannot open it afterwards, and it is not taken back. Go on?";
        if (!yes && !agrees(question)) {
            return failed(ExitCode.SOFTWARE, "nothing was changed");
        }
        return told(ask(path, secret, copy -> Inquiry.ofUpgrade(false, copy)));
    }

    private int told(Message last) throws IOException {
        return told(last, output(), UpgradeView.class, RepoUpgrade::text, view -> ExitCode.OK);
    }

    private static String text(UpgradeView view) {
        String path = view.repository();
        if (view.isNothing()) {
            return path + " has version " + view.to() + " of the format already\n";
        }
        if (view.commit() == 0) {
            return "would upgrade " + path + " from version " + view.from() + " of the format to version " + view.to()
                    + "; nobody is at work there\n";
        }
        return path + " has version " + view.to() + " of the format (commit " + view.commit() + ")\n"
                + "Clients compress what they store from now on. To compress what is there: packhouse repo repack "
                + path
                + "\n";
    }
}
