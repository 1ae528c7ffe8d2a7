package packhouse.server;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.ZoneId;
import java.util.function.BiConsumer;
import packhouse.protocol.RepoPath;
import packhouse.server.inspect.Guard;
import packhouse.server.inspect.Insight;
import packhouse.server.inspect.KeyInsight;
import packhouse.server.inspect.Turns;
import packhouse.server.inspect.UpgradeInsight;
import packhouse.server.keys.Leases;
import packhouse.storage.disk.Disk;
import packhouse.storage.format.KeyFileWriter;
import packhouse.storage.repository.Repositories;

/** What an owner can have done to repositories as a whole. */
final class Management {

    private Management() {}

    /** Answers what is about keys and the format; {@code next} answers the rest. */
    static Insight insight(
            Repositories repositories,
            Disk disk,
            Guard guard,
            Leases keys,
            Turns turns,
            BiConsumer<RepoPath, String> report,
            Insight next) {
        SecureRandom random = new SecureRandom();
        Clock clock = Clock.system(ZoneId.systemDefault());
        UpgradeInsight.Site site = new UpgradeInsight.Site(repositories, disk, guard, report);
        Insight upgrade = new UpgradeInsight(site, keys, turns, random, clock, next);
        return new KeyInsight(repositories, new KeyFileWriter(random), clock, report, upgrade);
    }
}
