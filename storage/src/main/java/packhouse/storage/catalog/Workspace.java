package packhouse.storage.catalog;

import java.nio.file.Path;
import java.util.random.RandomGenerator;
import packhouse.storage.disk.Disk;

/**
 * Where a catalog lives. One {@link CatalogBuilder} at a time may work there; catalogs that are open meanwhile stay readable.
 *
 * @param disk that holds the directory
 * @param directory for nothing but the catalog of one repository: what else lies there is removed. It is made if it is not there,
 *     its parent is not
 * @param random for names and for keys of temporary files, so a source that nobody can foretell
 * @param threads that read index files and trees at once, at least one
 * @param lasting whether what is made there is wanted again after a power cut, which costs writing it to the disk at once. A
 *     catalog that a power cut has damaged is noticed in any case, but perhaps only by who reads it
 */
public record Workspace(Disk disk, Path directory, RandomGenerator random, int threads, boolean lasting) {}
