package packhouse.server.inspect;

import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;
import packhouse.protocol.admin.Secret;
import packhouse.protocol.admin.Views.Unlock;
import packhouse.storage.catalog.Progress;
import packhouse.storage.upkeep.CheckReport;
import packhouse.storage.upkeep.DedupReport;
import packhouse.storage.upkeep.Finding;
import packhouse.storage.upkeep.ReadData;
import packhouse.storage.upkeep.RepositoryFacts;

/**
 * What can be found out about one repository. Every method works until it has its result; those with a password use it if it is given, and
 * else the key that the server holds.
 */
interface Inspector {

    /** That the server holds its key, and until when; empty if it is sealed. */
    Optional<Unlock> unlocked();

    /** What it is; sealed and without its password, what can be said of it so. */
    RepositoryFacts show(Optional<Secret> password) throws IOException;

    /**
     * What it holds in vain.
     *
     * @throws SealedException if there is neither password nor key
     */
    DedupReport dedup(Optional<Secret> password, Progress progress) throws IOException;

    /**
     * Whether it is sound.
     *
     * @param found may be called by many threads
     * @throws SealedException if there is neither password nor key
     */
    CheckReport check(Optional<Secret> password, ReadData readData, Progress progress, Consumer<Finding> found)
            throws IOException;
}
