package packhouse.storage.catalog;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import packhouse.storage.disk.Disk;
import packhouse.storage.disk.Modes;
import packhouse.storage.disk.Region;
import packhouse.storage.disk.WritableFile;

/**
 * Which generation counts, how many rows each of its parts has, and how many trees could not be read. The file {@code catalog}, put into its place when all parts are
 * written:
 *
 * <pre>
 * 16 bytes  magic, which names the version of all the grammars
 * 16 bytes  name of the generation
 * 4064 bytes, veiled: 8 bytes of rows for each part, zeros, 8 bytes of trees, CRC32C of all before
 * </pre>
 */
record Manifest(Generation generation, Map<Part, Long> rows, long unreadTrees) {

    static final String FILE = "catalog";

    /** Changes whenever any file of a generation means something else: what is older is made anew. */
    private static final byte[] MAGIC = "packhousecat 001".getBytes(StandardCharsets.US_ASCII);

    private static final int NAME_BYTES = Generation.NAME_BITS / Byte.SIZE;
    private static final int CLEAR = MAGIC.length + NAME_BYTES;

    private static final int UNREAD = Page.ROOM - Long.BYTES;

    Manifest {
        rows = Map.copyOf(rows);
    }

    long rows(Part part) {
        return rows.getOrDefault(part, 0L);
    }

    /** Opens a part that has rows: {@link Generation#openRows}. */
    Rows openRows(Part part, int atOnce) throws IOException {
        return generation.openRows(part, rows(part), atOnce);
    }

    /** Whether everything could be read; if not, it has to be tried again. */
    boolean isComplete() {
        return unreadTrees == 0;
    }

    /** The manifest in a directory; empty if there is none, or one that is torn, of another version or of another repository. */
    static Optional<Manifest> read(Disk disk, Path directory, Veils veils) throws IOException {
        Path path = directory.resolve(FILE);
        Optional<Region> file = disk.open(path);
        if (file.isEmpty()) {
            return Optional.empty();
        }
        byte[] page = new byte[Page.BYTES];
        try (Region region = file.get()) {
            if (region.size() != page.length || region.read(ByteBuffer.wrap(page), 0) < page.length) {
                return Optional.empty();
            }
        } catch (EOFException e) {
            return Optional.empty();
        }
        return parse(page, disk, directory, veils);
    }

    private static Optional<Manifest> parse(byte[] page, Disk disk, Path directory, Veils veils) {
        String name = HexFormat.of().formatHex(page, MAGIC.length, CLEAR);
        Generation generation = new Generation(disk, directory, name, veils);
        veil(generation, page);
        if (!Arrays.equals(page, 0, MAGIC.length, MAGIC, 0, MAGIC.length) || !Page.isWhole(page, 0)) {
            return Optional.empty();
        }
        Map<Part, Long> rows = new EnumMap<>(Part.class);
        for (Part part : Part.values()) {
            rows.put(part, Bytes.getLong(page, CLEAR + part.place() * Long.BYTES));
        }
        return Optional.of(new Manifest(generation, rows, Bytes.getLong(page, UNREAD)));
    }

    private static void veil(Generation generation, byte[] page) {
        generation.veil("").apply(0, page, CLEAR, page.length - CLEAR);
    }

    /** Makes this the generation that counts: at once, or not at all. */
    void write(Path temporary) throws IOException {
        byte[] page = new byte[Page.BYTES];
        System.arraycopy(MAGIC, 0, page, 0, MAGIC.length);
        System.arraycopy(HexFormat.of().parseHex(generation.name()), 0, page, MAGIC.length, NAME_BYTES);
        rows.forEach((part, count) -> Bytes.putLong(page, CLEAR + part.place() * Long.BYTES, count));
        Bytes.putLong(page, UNREAD, unreadTrees);
        Page.seal(page, 0);
        veil(generation, page);
        Disk disk = generation.disk();
        try (WritableFile file = disk.create(temporary, Modes.PRIVATE)) {
            file.write(ByteBuffer.wrap(page));
        }
        disk.rename(temporary, generation.directory().resolve(FILE));
    }
}
