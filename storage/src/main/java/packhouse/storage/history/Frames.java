package packhouse.storage.history;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.zip.CRC32C;

/**
 * The grammar of a log segment, big-endian: whatever a crash or a bad disk did to it, every frame that is whole is found.
 *
 * <pre>
 * segment = { "PhCl" length:4 crc:4 payload }        crc: CRC32C of length and payload
 * </pre>
 */
final class Frames {

    /** Longest payload: an entry of the most files, twice over. */
    static final int MAX_PAYLOAD = 128 * 1024;

    private static final int MAGIC = 0x5068436c;
    private static final int HEAD_BYTES = 12;

    /** How a segment is. */
    enum Condition {
        /** Every byte belongs to a frame. */
        WHOLE,
        /** What comes after the last frame was being written when the machine went off: never confirmed to anybody. */
        TORN,
        /** Between frames there is something else: confirmed entries may be lost. */
        DAMAGED
    }

    private Frames() {}

    static ByteBuffer frame(byte[] payload) {
        if (payload.length > MAX_PAYLOAD) {
            throw new IllegalArgumentException("an entry of " + payload.length + " bytes");
        }
        return ByteBuffer.allocate(HEAD_BYTES + payload.length)
                .putInt(MAGIC)
                .putInt(payload.length)
                .putInt(crc(payload.length, ByteBuffer.wrap(payload)))
                .put(payload)
                .flip();
    }

    private static int crc(int length, ByteBuffer payload) {
        CRC32C crc = new CRC32C();
        crc.update(ByteBuffer.allocate(4).putInt(0, length));
        crc.update(payload);
        return (int) crc.getValue();
    }

    /** Gives every whole frame's payload to {@code each}. */
    static Condition read(ByteBuffer segment, Consumer<byte[]> each) {
        Condition condition = Condition.WHOLE;
        for (int at = 0; at < segment.limit(); ) {
            Optional<byte[]> payload = payload(segment, at);
            if (payload.isPresent()) {
                // What was taken for the torn end has a frame behind it.
                condition = condition == Condition.TORN ? Condition.DAMAGED : condition;
                each.accept(payload.get());
                at += HEAD_BYTES + payload.get().length;
            } else {
                condition = condition == Condition.WHOLE ? Condition.TORN : condition;
                at++;
            }
        }
        return condition;
    }

    private static Optional<byte[]> payload(ByteBuffer segment, int at) {
        if (segment.limit() - at < HEAD_BYTES || segment.getInt(at) != MAGIC) {
            return Optional.empty();
        }
        int length = segment.getInt(at + 4);
        if (length < 0 || length > Math.min(MAX_PAYLOAD, segment.limit() - at - HEAD_BYTES)) {
            return Optional.empty();
        }
        byte[] payload = new byte[length];
        segment.get(at + HEAD_BYTES, payload);
        return crc(length, ByteBuffer.wrap(payload)) == segment.getInt(at + 8)
                ? Optional.of(payload)
                : Optional.empty();
    }
}
