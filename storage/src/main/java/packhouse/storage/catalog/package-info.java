/**
 * Tables about blobs, packs and trees that are derived from a repository, sorted on disk so that a hundred million blobs need little
 * memory. Imports {@code format}, {@code store}, {@code disk} and {@code packhouse.protocol}.
 *
 * <p>Everything here can be thrown away and made again. No fact that protects data lives here alone.
 */
@NullMarked
package packhouse.storage.catalog;

import org.jspecify.annotations.NullMarked;
