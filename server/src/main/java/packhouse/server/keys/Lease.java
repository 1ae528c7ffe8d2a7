package packhouse.server.keys;

import java.io.Closeable;
import java.util.function.BooleanSupplier;
import packhouse.storage.repository.Unlocked;

/** A repository opened for one piece of work, with a key of its own that is wiped when the lease is closed. */
public final class Lease implements Closeable {

    private final Unlocked repository;
    private final BooleanSupplier revoked;

    Lease(Unlocked repository, BooleanSupplier revoked) {
        this.repository = repository;
        this.revoked = revoked;
    }

    /** A lease that whoever asks brings along, with the password: nobody revokes it. */
    public static Lease own(Unlocked repository) {
        return new Lease(repository, () -> false);
    }

    /** The same, which ends when {@code revoked} says so. */
    public static Lease own(Unlocked repository, BooleanSupplier revoked) {
        return new Lease(repository, revoked);
    }

    /** The repository, useless once the lease is closed. */
    public Unlocked repository() {
        return repository;
    }

    /** Whether the repository was sealed meanwhile, so that the work has to end. */
    public boolean isRevoked() {
        return revoked.getAsBoolean();
    }

    @Override
    public void close() {
        repository.close();
    }
}
