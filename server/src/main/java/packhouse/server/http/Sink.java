package packhouse.server.http;

import io.netty.buffer.ByteBuf;

/** Where the body of a request goes. All methods are called on the event loop. */
interface Sink {

    /** Takes the next piece, and releases it. */
    void take(ByteBuf piece);

    /** All pieces that came with one read have been taken. */
    default void pause() {}

    /** The body is complete. */
    void end();

    /** The connection broke; nothing more will come, and nobody waits for an answer. */
    default void cut() {}
}
