package packhouse.storage.catalog;

import java.nio.file.Path;
import java.util.HexFormat;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import packhouse.storage.disk.Disk;

/**
 * Where temporary files go. Each has a veil of its own whose key is thrown away with it, so that nothing can be read from what a
 * crash leaves.
 *
 * @param directory exists, and holds nothing but what the catalog made
 * @param random for names and keys; asked by one thread at a time
 * @param veils a new veil at each call
 */
record Scratch(Disk disk, Path directory, RandomGenerator random, Supplier<Veil> veils) {

    /** Ends the name of every temporary file. */
    static final String SUFFIX = ".tmp";

    /** A name that nobody has. */
    Path newFile() {
        return directory.resolve(HexFormat.of().toHexDigits(random.nextLong()) + SUFFIX);
    }
}
