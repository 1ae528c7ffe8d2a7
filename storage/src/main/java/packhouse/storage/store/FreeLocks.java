package packhouse.storage.store;

/**
 * How many bytes of locks a quota leaves uncounted: a full repository could not even be pruned if its locks were refused. Beyond
 * these limits locks count like everything else, so that they are no way around the quota.
 */
public final class FreeLocks {

    /** Largest lock that is free, in bytes; those of restic have about 150. */
    public static final long MAX_BYTES = 64 * 1024;

    /** Most free locks in one repository: a hundred hosts that each left two hundred stale ones. */
    public static final long MAX_FILES = 20_000;

    private FreeLocks() {}
}
