package packhouse.storage.repack;

import java.nio.file.Path;
import java.util.random.RandomGenerator;
import packhouse.storage.disk.Disk;
import packhouse.storage.disk.Modes;

/**
 * What a repack works with.
 *
 * @param disk that holds the folder, and what the repository's {@link packhouse.storage.history.Exchange} gives as staging folder
 * @param folder of this repository alone, for what is remembered of it; the folder {@code repack} in it is the repack's own. It is made if
 *     it is not there, its parent is not
 * @param modes permissions of packs and index files: those that the store gives
 * @param random a source for cryptography, used by many threads
 * @param threads that read and compress, at least one; each takes some 40 MiB
 */
public record Place(Disk disk, Path folder, Modes modes, RandomGenerator random, int threads) {}
