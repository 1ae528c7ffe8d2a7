package packhouse.storage.repack;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * A batch whose new packs are written and read back, and which is not real yet. Closing it closes its packs and removes what was written
 * and did not become real.
 *
 * @param batch its number
 * @param took how long that was
 */
record Rewritten(int batch, Sources sources, List<Made> made, Staging staging, Duration took) implements Closeable {

    @Override
    public void close() throws IOException {
        try (sources) {
            staging.clear();
        }
    }
}
