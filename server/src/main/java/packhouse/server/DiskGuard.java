package packhouse.server;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import packhouse.protocol.RepoPath;
import packhouse.server.inspect.Guard;
import packhouse.server.inspect.SealedException;
import packhouse.server.keys.Lease;
import packhouse.server.keys.Leases;
import packhouse.storage.history.Exchange;
import packhouse.storage.repository.LockedExchange;
import packhouse.storage.repository.NoRepositoryException;
import packhouse.storage.repository.OwnLock;
import packhouse.storage.repository.Repositories;
import packhouse.storage.repository.Unlocked;

/** Locks repositories on the disk, for people who have restic write there. */
final class DiskGuard implements Guard {

    private final Repositories repositories;
    private final Leases keys;
    private final SecureRandom random = new SecureRandom();

    DiskGuard(Repositories repositories, Leases keys) {
        this.repositories = repositories;
        this.keys = keys;
    }

    @Override
    public Closeable hold(RepoPath path, Optional<Unlocked> opened) throws IOException {
        if (opened.isPresent()) {
            return locked(path, opened.get()).hold();
        }
        Lease lease = keys.take(path)
                .orElseThrow(() -> new SealedException(
                        "with --direct-access writers a lock has to be made for this, which needs the password of "
                                + path));
        Closeable held;
        try {
            held = locked(path, lease.repository()).hold();
        } catch (IOException | RuntimeException e) {
            lease.close();
            throw e;
        }
        return () -> {
            try (lease) {
                held.close();
            }
        };
    }

    private LockedExchange locked(RepoPath path, Unlocked opened) throws IOException {
        Exchange exchange =
                repositories.find(path).flatMap(found -> found.history()).orElseThrow(NoRepositoryException::new);
        return locked(exchange, path, opened);
    }

    /** Changes that are made with such a lock. */
    LockedExchange locked(Exchange exchange, RepoPath path, Unlocked opened) throws IOException {
        OwnLock lock = repositories.ownLock(path).orElseThrow(NoRepositoryException::new);
        return new LockedExchange(exchange, lock, owner(), opened, random, DiskGuard::pause);
    }

    private static OwnLock.Owner owner() throws IOException {
        String host = Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
        return new OwnLock.Owner(host, ProcessHandle.current().pid());
    }

    private static void pause(Duration span) {
        long end = System.nanoTime() + span.toNanos();
        for (long left = span.toNanos(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
