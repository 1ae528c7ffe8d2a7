package packhouse.server.access;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/** Remembers the fingerprints of passwords that were right, so that the many requests of one backup cost one bcrypt. */
final class VerifiedCache {

    /** Several times the users a server of this kind has; an entry takes some 200 bytes. */
    static final int MAX_ENTRIES = 4096;

    /** How long a check is believed: a backup an hour is hashed each time, one request after the other is not. */
    static final Duration BELIEVED = Duration.ofHours(1);

    private final LongSupplier nanos;
    private final Map<ByteBuffer, Long> verified = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<ByteBuffer, Long> eldest) {
            return size() > MAX_ENTRIES;
        }
    };

    VerifiedCache(LongSupplier nanos) {
        this.nanos = nanos;
    }

    synchronized boolean contains(ByteBuffer fingerprint) {
        Long since = verified.get(fingerprint);
        if (since == null) {
            return false;
        }
        if (nanos.getAsLong() - since > BELIEVED.toNanos()) {
            verified.remove(fingerprint);
            return false;
        }
        return true;
    }

    synchronized void add(ByteBuffer fingerprint) {
        verified.put(fingerprint, nanos.getAsLong());
    }
}
