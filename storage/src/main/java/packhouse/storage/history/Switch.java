package packhouse.storage.history;

import java.time.Instant;

/**
 * From this entry on a commit of the server's own is in force: before it clients see what there was, after it what its {@link Intent}
 * says.
 *
 * @param fence the number of the {@link Lease} of who writes it
 * @param shown how many files the whole intent shows; with another number a part of it is lost
 * @param hidden how many it hides
 */
record Switch(long number, Instant time, long fence, int shown, int hidden) implements Entry {}
