package packhouse.server.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.handler.codec.http2.DefaultHttp2WindowUpdateFrame;
import io.netty.handler.codec.http2.Http2CodecUtil;
import io.netty.handler.codec.http2.Http2FrameCodec;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2StreamFrameToHttpObjectCodec;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.ApplicationProtocolNegotiationHandler;
import io.netty.handler.ssl.OptionalSslHandler;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import java.nio.charset.StandardCharsets;

/** What a connection goes through under TLS: the watch, encryption, then HTTP/2 or HTTP/1.1 as the client chose by ALPN. */
final class TlsPipeline extends ChannelInitializer<Channel> {

    private static final String HINT = String.join(
            "\r\n",
            "HTTP/1.0 400 Bad Request",
            "Connection: close",
            "",
            "Client sent an HTTP request to an HTTPS server.\n");

    private final Tls tls;
    private final PlainPipeline http;

    TlsPipeline(Tls tls, PlainPipeline http) {
        this.tls = tls;
        this.http = http;
    }

    @Override
    protected void initChannel(Channel channel) {
        http.watch(channel).ifPresent(guard -> channel.pipeline().addLast(new Encryption(guard)));
    }

    /** Tells clear text, which gets a hint and the end, from a TLS handshake. */
    private final class Encryption extends OptionalSslHandler {
        private final ConnectionGuard guard;

        Encryption(ConnectionGuard guard) {
            super(tls.context());
            this.guard = guard;
        }

        @Override
        protected SslHandler newSslHandler(ChannelHandlerContext ctx, SslContext context) {
            ctx.pipeline().addLast(new Negotiation(guard));
            SslHandler handler = context.newHandler(ctx.alloc());
            handler.setHandshakeTimeoutMillis(Limits.FIRST_HEADER.toMillis());
            return handler;
        }

        @Override
        protected ChannelHandler newNonSslHandler(ChannelHandlerContext ctx) {
            return new Hint();
        }
    }

    /** Answers clear text as rest-server does. */
    private static final class Hint extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            ((ByteBuf) message).release();
            ByteBuf hint = Unpooled.copiedBuffer(HINT, StandardCharsets.US_ASCII);
            ctx.writeAndFlush(hint).addListener(ChannelFutureListener.CLOSE);
        }
    }

    private final class Negotiation extends ApplicationProtocolNegotiationHandler {
        private final ConnectionGuard guard;

        Negotiation(ConnectionGuard guard) {
            super(ApplicationProtocolNames.HTTP_1_1);
            this.guard = guard;
        }

        @Override
        protected void configurePipeline(ChannelHandlerContext ctx, String protocol) {
            if (protocol.equals(ApplicationProtocolNames.HTTP_2)) {
                addHttp2(ctx.channel(), guard);
            } else {
                http.addHttp1(ctx.channel(), guard, false);
            }
        }

        @Override
        protected void handshakeFailure(ChannelHandlerContext ctx, Throwable cause) {
            // Scanners and clients that do not trust the certificate: nothing that the owner could mend here.
            ctx.close();
        }
    }

    private void addHttp2(Channel channel, ConnectionGuard guard) {
        Http2FrameCodec codec = Http2FrameCodecBuilder.forServer()
                .initialSettings(Http2Settings.defaultSettings()
                        .maxConcurrentStreams(Limits.MAX_STREAMS)
                        .initialWindowSize(Limits.STREAM_WINDOW)
                        .maxFrameSize(Limits.MAX_FRAME)
                        .maxHeaderListSize(Limits.HEADER_BYTES))
                .build();
        Connection connection = new Connection(channel, guard, http.commonShare(guard), true);
        channel.pipeline().addLast(codec, new Http2MultiplexHandler(new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel stream) {
                stream.pipeline().addLast(new Http2StreamFrameToHttpObjectCodec(true), http.stream(stream, connection));
            }
        }));
        channel.pipeline()
                .context(codec)
                .channel()
                .writeAndFlush(new DefaultHttp2WindowUpdateFrame(
                        Limits.CONNECTION_WINDOW - Http2CodecUtil.DEFAULT_WINDOW_SIZE));
    }
}
