package packhouse.server.admin;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;

/** The body of one request, at most {@link Limits#BODY_BYTES}. There may be a password in it, so nothing of it stays behind. */
final class Body {

    private byte[] bytes = new byte[0];

    /** Takes the content over and leaves zeros in its place. */
    void take(ByteBuf content) {
        int length = content.readableBytes();
        byte[] longer = Arrays.copyOf(bytes, bytes.length + length);
        content.getBytes(content.readerIndex(), longer, bytes.length, length);
        content.setZero(content.readerIndex(), length);
        wipe();
        bytes = longer;
    }

    /** All that came, not a copy. */
    byte[] bytes() {
        return bytes;
    }

    void wipe() {
        Arrays.fill(bytes, (byte) 0);
        bytes = new byte[0];
    }
}
