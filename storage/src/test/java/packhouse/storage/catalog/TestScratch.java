package packhouse.storage.catalog;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import packhouse.storage.disk.Disk;

/** A directory for temporary files on a simulated disk, with a veil that is easily seen through. */
final class TestScratch {

    static final Path TOP = Path.of("/");

    private TestScratch() {}

    /** Names follow from the seed. */
    static Scratch on(Disk disk, long seed) {
        return new Scratch(disk, TOP, new SplittableRandom(seed), () -> TestScratch::veil);
    }

    /** Each byte depends on its position, so that bytes read from elsewhere are wrong. */
    static void veil(long position, byte[] buffer, int offset, int length) {
        for (int i = 0; i < length; i++) {
            buffer[offset + i] ^= (byte) ((position + i) * 31 + 0x5a);
        }
    }

    static List<String> names(Disk disk) throws IOException {
        List<String> names = new ArrayList<>();
        disk.list(TOP, names::add);
        return names;
    }
}
