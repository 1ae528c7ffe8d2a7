/**
 * The disk as the rest of the storage module sees it: the one place that opens files, forces them to stable storage and reads
 * directories. Imports nothing of ours. Start reading at {@link packhouse.storage.disk.Disk}.
 */
@NullMarked
package packhouse.storage.disk;

import org.jspecify.annotations.NullMarked;
