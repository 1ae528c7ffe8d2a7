package packhouse.server.http;

import io.netty.channel.ChannelFuture;
import packhouse.protocol.Refusal;

/** How an operation gives its answer; exactly one method is called, on the event loop. */
interface Answering {

    /** A small answer. */
    void reply(Reply reply);

    /** The operation is turned down. */
    void refuse(Refusal refusal);

    /** Trouble with the disk, or a bug. */
    void failed(Exception cause);

    /** The answer has begun, and its body is pulled from here; {@link #sent} follows. */
    void pull(Pull body);

    /** The answer is over with this write. */
    void sent(ChannelFuture last);
}
