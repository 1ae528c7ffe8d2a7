package packhouse.storage.manage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.random.RandomGenerator;
import packhouse.protocol.FileId;
import packhouse.protocol.FileName;
import packhouse.protocol.Sha256;
import packhouse.storage.disk.Disk;
import packhouse.storage.disk.Region;
import packhouse.storage.disk.WritableFile;
import packhouse.storage.format.RepositoryConfig;
import packhouse.storage.format.RepositoryKey;
import packhouse.storage.format.Source;
import packhouse.storage.history.Cause;
import packhouse.storage.history.History;
import packhouse.storage.history.Outcome;
import packhouse.storage.history.Succession;
import packhouse.storage.repository.NoRepositoryException;
import packhouse.storage.repository.Unlocked;

/**
 * Gives a repository the newest version of the format, the first with compression: its config says so afterwards, nothing else changes, and
 * what is stored stays valid. Who has read the old config writes on as before, but may not understand what others write then, so it happens
 * only while nobody is at work. Like restic's own {@code migrate}, it cannot know of a client that has read the config and not yet made its
 * lock.
 */
public final class Upgrade {

    /** Clients write less than a kilobyte. */
    private static final int MAX_CONFIG = 1 << 20;

    private final Unlocked repository;
    private final History history;
    private final Disk disk;
    private final RandomGenerator random;
    private final Visitors visitors;

    /** The source of random numbers must be one for cryptography. */
    public Upgrade(Unlocked repository, History history, Disk disk, RandomGenerator random, InstantSource clock) {
        this.repository = repository;
        this.history = history;
        this.disk = disk;
        this.random = random;
        this.visitors = new Visitors(repository, clock);
    }

    /** Whether it could happen now. */
    public static Upgraded look(Unlocked repository, InstantSource clock) throws IOException {
        if (repository.version() >= RepositoryConfig.NEWEST) {
            return new Upgraded.Already();
        }
        Optional<String> who = new Visitors(repository, clock).words();
        return who.isPresent() ? new Upgraded.Busy(who.get()) : new Upgraded.Possible();
    }

    /** Does it if it can. */
    public Upgraded run() throws IOException {
        byte[] old = live();
        RepositoryConfig before = open(old, repository.key());
        if (before.version() >= RepositoryConfig.NEWEST) {
            return new Upgraded.Already();
        }
        Optional<String> who = visitors.words();
        if (who.isPresent()) {
            return new Upgraded.Busy(who.get());
        }
        Path staged = stage(before);
        Outcome outcome = history.succeed(
                new Succession(
                        Cause.UPGRADED,
                        FileName.config(),
                        FileId.of(Sha256.start().digest(old)),
                        staged),
                visitors::words);
        if (outcome instanceof Outcome.Refused refused) {
            disk.delete(staged);
            return new Upgraded.Busy(refused.why());
        }
        compare(before, open(live(), repository.key()));
        return new Upgraded.Done(((Outcome.Done) outcome).commit());
    }

    private static RepositoryConfig open(byte[] file, RepositoryKey key) throws IOException {
        return RepositoryConfig.open(Source.of(FileName.config().toString(), file), key);
    }

    private byte[] live() throws IOException {
        return read(repository.store().open(FileName.config()).orElseThrow(NoRepositoryException::new));
    }

    private static byte[] read(Region file) throws IOException {
        try (Region region = file) {
            byte[] bytes = new byte[(int) Math.min(region.size(), MAX_CONFIG)];
            region.read(ByteBuffer.wrap(bytes), 0);
            return bytes;
        }
    }

    /** The new config where no client sees it: durable, read from the disk again, opened and compared. */
    private Path stage(RepositoryConfig before) throws IOException {
        Path file = history.staging().resolve("config");
        byte[] sealed = before.seal(RepositoryConfig.NEWEST, repository.key(), random);
        try (WritableFile out = disk.create(file, history.modes())) {
            out.write(ByteBuffer.wrap(sealed));
            out.force();
        }
        Region written = disk.open(file).orElseThrow(() -> new IOException(file + ": vanished"));
        compare(before, open(read(written), repository.key()));
        return file;
    }

    private static void compare(RepositoryConfig before, RepositoryConfig after) throws IOException {
        if (after.version() != RepositoryConfig.NEWEST || !after.isButForVersion(before)) {
            throw new IOException("the new config, read again, is not what was written; the old one is in the trash if"
                    + " it is no longer in its place");
        }
    }
}
