package packhouse.it.support;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/** Files of random bytes, which neither shrink nor repeat, so that what is uploaded is known in advance. */
public final class RandomFiles {

    private final Random random;

    /** Files from this seed, which is printed. */
    public RandomFiles(long seed) {
        this.random = new Random(seed);
        System.out.println("random files from seed " + seed);
    }

    /** Writes a file; missing folders are made. */
    public Path write(Path file, int bytes) throws IOException {
        byte[] content = new byte[bytes];
        random.nextBytes(content);
        Files.createDirectories(file.toAbsolutePath().getParent());
        return Files.write(file, content);
    }
}
