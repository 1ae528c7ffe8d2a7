package packhouse.storage.catalog;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import packhouse.protocol.FileName;
import packhouse.storage.disk.Region;
import packhouse.storage.format.Source;
import packhouse.storage.store.Store;

/** A file that is open for reading, most often one of a store. Safe for many threads. A file that is moved or deleted meanwhile stays readable. */
public final class StoreSource implements Source, Closeable {

    private final String name;
    private final Region region;

    private StoreSource(String name, Region region) {
        this.name = name;
        this.region = region;
    }

    /** A file outside of the store; closing this closes it. */
    public static StoreSource of(String name, Region region) {
        return new StoreSource(name, region);
    }

    /** The file, to be closed by the caller; empty if the store has none. */
    public static Optional<StoreSource> open(Store store, FileName name) throws IOException {
        return store.open(name).map(region -> of(name.toString(), region));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public long size() {
        return region.size();
    }

    @Override
    public void read(long position, byte[] target, int offset, int length) throws IOException {
        int read = region.read(ByteBuffer.wrap(target, offset, length), position);
        if (read < length) {
            throw new EOFException(
                    name + ": ends at " + (position + read) + ", wanted " + length + " bytes at " + position);
        }
    }

    @Override
    public void close() throws IOException {
        region.close();
    }
}
