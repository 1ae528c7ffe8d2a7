package packhouse.storage.history;

import java.io.IOException;
import java.nio.file.Path;
import packhouse.storage.disk.Modes;

/** Where the server's own changes to a repository become real. */
public interface Exchange {

    /** An empty folder for files in the making, of the repository's own file system. What a crash leaves there is removed at the next start. */
    Path staging() throws IOException;

    /** Permissions for the files there: those of the repository's files. */
    default Modes modes() {
        return Modes.PRIVATE;
    }

    /**
     * Lets files take the place of others in one instant, or does nothing.
     *
     * @throws IOException if the disk fails; then, too, all of it has happened or nothing, at the latest after the next start
     */
    Outcome replace(Replacement change, Consent consent) throws IOException;
}
