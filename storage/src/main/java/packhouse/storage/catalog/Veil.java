package packhouse.storage.catalog;

/**
 * Hides bytes at rest, and shows them again: the same call does both. What it hides is not protected against changes. Used by one
 * thread.
 */
@FunctionalInterface
interface Veil {

    /** Hides or shows the bytes that lie at {@code position} of their file. */
    void apply(long position, byte[] buffer, int offset, int length);
}
