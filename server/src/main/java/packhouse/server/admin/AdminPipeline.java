package packhouse.server.admin;

import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpServerCodec;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** What a connection of one listener goes through. Each listener counts its own, so that strangers cannot keep the owner out. */
final class AdminPipeline extends ChannelInitializer<Channel> {

    private final Resources resources;
    private final AdminReport report;
    private final Optional<Owner> owner;
    private final AtomicInteger open = new AtomicInteger();

    /** {@code owner}: given if who comes this way is admin. */
    AdminPipeline(Resources resources, Optional<Owner> owner, AdminReport report) {
        this.resources = resources;
        this.owner = owner;
        this.report = report;
    }

    @Override
    protected void initChannel(Channel channel) {
        if (open.incrementAndGet() > Limits.MAX_CONNECTIONS) {
            open.decrementAndGet();
            channel.close();
            return;
        }
        channel.closeFuture().addListener(closed -> open.decrementAndGet());
        channel.config().setAutoRead(false).setRecvByteBufAllocator(new FixedRecvByteBufAllocator(Limits.READ_BYTES));
        HttpDecoderConfig config = new HttpDecoderConfig()
                .setMaxInitialLineLength(Limits.REQUEST_LINE_BYTES)
                .setMaxHeaderSize(Limits.HEADER_BYTES);
        channel.pipeline().addLast(new HttpServerCodec(config), new AdminHandler(resources, owner, report));
    }
}
