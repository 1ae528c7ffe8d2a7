package packhouse.server;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Random;
import packhouse.server.log.ServerLog;
import packhouse.storage.disk.Disk;
import packhouse.storage.disk.RealDisk;
import packhouse.storage.repository.Quota;
import packhouse.storage.repository.Repositories;
import packhouse.storage.repository.Reserve;
import packhouse.storage.store.local.LocalStore;

/**
 * What is below the data plane.
 *
 * @param disk what all of it lies on
 * @param repositories all of them, found on disk as they are asked for
 * @param quota what they may hold together
 */
record Storage(Disk disk, Repositories repositories, Quota quota) {

    static Storage open(Settings.Repos settings, Path state, ServerLog log, InstantSource clock) throws IOException {
        RealDisk disk = RealDisk.probe(settings.path(), warning -> log.warn("storage", warning));
        Quota quota = new Quota(settings.maxBytes());
        LocalStore.Options options = new LocalStore.Options(
                settings.modes(), settings.verify(), settings.access().reads());
        Reserve reserve = new Reserve(disk, settings.path(), settings.keepFree(), clock);
        Repositories.Keeping keeping =
                new Repositories.Keeping(state, settings.rest(), reserve, line -> log.warn("storage", line));
        Repositories repositories =
                new Repositories(settings.path(), disk, options, Optional.of(keeping), quota, clock, new Random());
        return new Storage(disk, repositories, quota);
    }
}
