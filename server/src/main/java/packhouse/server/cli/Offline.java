package packhouse.server.cli;

import java.nio.file.Path;
import java.util.concurrent.CancellationException;
import packhouse.protocol.RepoPath;
import packhouse.protocol.admin.Audience;
import packhouse.protocol.admin.Inquiry;
import packhouse.protocol.admin.Message;

/** Looks into a repository without a server. Whoever starts the program gives it, because a command knows no storage. */
@FunctionalInterface
public interface Offline {

    /**
     * Where repositories lie without a server.
     *
     * @param repositories the directory that holds them
     * @param state its state directory, whether or not it is there
     */
    record Place(Path repositories, Path state) {}

    /**
     * The last line of the answer, worked out in this process; nothing is changed unless that was asked, and what was put aside for it is
     * removed.
     *
     * @throws CancellationException if the audience went away
     */
    Message answer(Place place, RepoPath repository, Inquiry inquiry, Audience audience);
}
