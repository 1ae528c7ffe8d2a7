package packhouse.server.http;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.LastHttpContent;
import org.jspecify.annotations.Nullable;

/**
 * The body of the request at hand: where its pieces go, and whether it has come to its end. Nothing is read while nobody wants it, so a
 * client that pipelines waits in its own socket. Lives on one event loop.
 */
final class Body {

    private final ReadSwitch reads;
    private @Nullable Sink sink;
    private boolean over;

    Body(ReadSwitch reads) {
        this.reads = reads;
    }

    /** A request has begun, and this is its body; it has to wait until somebody wants it. */
    void begin() {
        over = false;
        reads.hold(ReadSwitch.Reason.ANSWERING);
    }

    /** From now on it goes there. */
    void into(Sink to) {
        sink = to;
        reads.release(ReadSwitch.Reason.ANSWERING);
    }

    /** Whether it goes anywhere. */
    boolean isWanted() {
        return sink != null;
    }

    boolean isOver() {
        return over;
    }

    void take(HttpContent content) {
        ByteBuf piece = content.content();
        Sink to = sink;
        if (to == null || !piece.isReadable()) {
            piece.release();
        } else {
            to.take(piece);
        }
        if (content instanceof LastHttpContent) {
            over = true;
            reads.hold(ReadSwitch.Reason.ANSWERING);
            // Not `to`: taking the last piece may have changed what becomes of the body.
            if (sink != null) {
                sink.end();
            }
        }
    }

    /** All pieces that came with one read have been taken. */
    void pause() {
        if (sink != null) {
            sink.pause();
        }
    }

    /** Nobody wants it any more, and nobody has to be told. */
    void drop() {
        sink = null;
    }

    /** The rest of it will not come. */
    void cut() {
        if (sink != null) {
            sink.cut();
            sink = null;
        }
    }

    /** On to the next request. */
    void next() {
        reads.release(ReadSwitch.Reason.ANSWERING);
    }
}
