package packhouse.storage.catalog;

import java.io.Closeable;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import packhouse.storage.disk.Region;

/** Files of a generation that are open, so that they can be read even after a newer generation had them removed. Safe for many threads. */
final class HeldFiles implements Closeable {

    /** Of no generation. */
    static final HeldFiles NONE = new HeldFiles();

    private final Map<Part, Region> regions = new EnumMap<>(Part.class);

    private HeldFiles() {}

    /**
     * Opens all parts, or those that are there.
     *
     * @throws IOException if any of them cannot be opened; none is open then
     */
    static HeldFiles of(Generation generation) throws IOException {
        HeldFiles held = new HeldFiles();
        try {
            for (Part part : Part.values()) {
                Optional<Region> region = generation.disk().open(generation.path(part));
                if (region.isPresent()) {
                    held.regions.put(part, region.get());
                }
            }
            return held;
        } catch (IOException e) {
            held.close();
            throw e;
        }
    }

    /** The file of a part, which is closed by this and by nobody else; empty if it is not held. */
    Optional<Region> find(Part part) {
        return Optional.ofNullable(regions.get(part));
    }

    @Override
    public void close() throws IOException {
        for (Region region : regions.values()) {
            region.close();
        }
    }
}
