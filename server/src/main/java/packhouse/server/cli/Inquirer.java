package packhouse.server.cli;

import java.io.IOException;
import packhouse.protocol.RepoPath;
import packhouse.protocol.admin.Inquiry;
import packhouse.protocol.admin.Message;

/** Asks the server of a directory, which has most of the answer at hand, and without one works it out in this process. */
final class Inquirer {

    private final ServerOptions server;
    private final boolean insists;
    private final Offline offline;

    /** {@code insists}: that no server is asked. */
    Inquirer(ServerOptions server, boolean insists, Offline offline) {
        this.server = server;
        this.insists = insists;
        this.offline = offline;
    }

    /**
     * The last line of the answer.
     *
     * @throws NotReachable if a server was named and none answers there
     * @throws WrongUsage if the server that was named cannot be asked from here
     */
    Message ask(RepoPath repository, Inquiry inquiry, Listener listener) throws IOException, WrongUsage {
        if (!insists) {
            try {
                return new InquiryExchange(server.socket()).ask(repository, inquiry, listener);
            } catch (NotReachable e) {
                if (server.isServerNamed()) {
                    throw e;
                }
            }
        }
        return offline.answer(new Offline.Place(server.path(), server.state()), repository, inquiry, listener);
    }
}
