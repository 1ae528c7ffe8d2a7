/**
 * What restic's bytes mean: keys, sealed files, packs, indexes, snapshots, locks and trees, in both directions and without any disk.
 * Imports {@code packhouse.protocol} and nothing else of ours; restic's cryptography and zstd are used here and nowhere else.
 *
 * <p>What can be held in hand was authenticated: an instance exists only if its bytes had the right MAC. Bytes that do not
 * follow the format end in a {@link packhouse.storage.format.FormatException} that names file and offset, whatever they are.
 * Start reading at {@link packhouse.storage.format.Source}.
 */
@NullMarked
package packhouse.storage.format;

import org.jspecify.annotations.NullMarked;
