package packhouse.storage.manage;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import packhouse.protocol.FileId;
import packhouse.protocol.FileName;
import packhouse.protocol.FileType;
import packhouse.storage.disk.Region;
import packhouse.storage.format.Envelope;
import packhouse.storage.format.FormatException;
import packhouse.storage.format.LockFile;
import packhouse.storage.format.Source;
import packhouse.storage.repository.Unlocked;
import packhouse.storage.store.FileSet;
import packhouse.storage.store.FreeLocks;

/** Who works in a repository, by the locks that lie there. */
final class Visitors {

    /** A lock that came longer ago has no owner at work: restic renews it every five minutes, and calls it stale then. */
    static final Duration STALE = Duration.ofMinutes(30);

    private final Unlocked repository;
    private final InstantSource clock;

    Visitors(Unlocked repository, InstantSource clock) {
        this.repository = repository;
        this.clock = clock;
    }

    /** A sentence about who is at work; empty if nobody is. Reads one lock. */
    Optional<String> words() throws IOException {
        List<FileId> fresh = fresh();
        if (fresh.isEmpty()) {
            return Optional.empty();
        }
        String others = fresh.size() == 1 ? "" : " and " + (fresh.size() - 1) + " more locks";
        return Optional.of("a client is at work: " + name(fresh.get(0)) + others);
    }

    private List<FileId> fresh() throws IOException {
        Instant limit = clock.instant().minus(STALE);
        List<FileId> fresh = new ArrayList<>();
        for (FileSet part : repository
                .store()
                .list(FileType.LOCKS)
                .map(list -> list.parts())
                .orElse(List.of())) {
            for (int i = 0; i < part.count(); i++) {
                FileName lock = lock(part.id(i));
                Optional<Instant> came = repository.store().arrived(lock);
                // One without a byte is none: clients pass over it.
                if (repository.store().size(lock).orElse(0) > 0
                        && came.isPresent()
                        && came.get().isAfter(limit)) {
                    fresh.add(part.id(i));
                }
            }
        }
        return fresh;
    }

    private static FileName lock(FileId id) {
        return FileName.of(FileType.LOCKS, id);
    }

    private String name(FileId id) throws IOException {
        String unknown = "somebody whose lock " + id + " cannot be read";
        Optional<Region> found = repository.store().open(lock(id));
        if (found.isEmpty()) {
            return unknown;
        }
        try (Region region = found.get()) {
            ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(region.size(), FreeLocks.MAX_BYTES));
            region.read(bytes, 0);
            return name(Source.of(lock(id).toString(), bytes.array()));
        } catch (FormatException e) {
            return unknown;
        }
    }

    private String name(Source file) throws IOException {
        try (InputStream json = Envelope.open(file, repository.key(), repository.version(), FreeLocks.MAX_BYTES)) {
            LockFile lock = LockFile.parse(json, file.name());
            return lock.hostname() + ", user " + lock.username() + ", pid " + lock.pid();
        }
    }
}
