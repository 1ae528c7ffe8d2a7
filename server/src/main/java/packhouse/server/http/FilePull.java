package packhouse.server.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import packhouse.storage.disk.Region;

/**
 * Sends a part of a file through memory, where the transport has to change the bytes on their way: under TLS and in HTTP/2. One
 * piece is read by a disk thread while the piece before it is encrypted and sent.
 */
final class FilePull implements Pull {

    private final ChannelHandlerContext ctx;
    private final Exchange exchange;
    private final DiskWork disk;
    private final SendAhead ahead;
    private final Region region;
    private final Runnable atEnd;
    private final Consumer<Exception> failed;
    private long position;
    private long left;
    private boolean reading;
    private boolean closed;
    private @Nullable ByteBuf ready;

    FilePull(
            ChannelHandlerContext ctx,
            Exchange exchange,
            DataPlane plane,
            Region region,
            long first,
            long length,
            Runnable atEnd,
            Consumer<Exception> failed) {
        this.ctx = ctx;
        this.exchange = exchange;
        this.disk = plane.disk();
        this.ahead = plane.sendAhead();
        this.region = region;
        this.position = first;
        this.left = length;
        this.atEnd = atEnd;
        this.failed = failed;
    }

    @Override
    public void pump() {
        if (closed) {
            return;
        }
        ByteBuf piece = ready;
        if (piece != null && ctx.channel().isWritable()) {
            ready = null;
            send(piece);
        }
        if (!reading && ready == null) {
            if (left > 0) {
                readNext();
            } else {
                close();
                atEnd.run();
            }
        }
    }

    private void readNext() {
        reading = true;
        int length = ahead.take(left);
        long from = position;
        position += length;
        left -= length;
        ByteBuf piece = ctx.alloc().directBuffer(length);
        disk.run(ctx.executor(), () -> read(piece, from, length), this::arrived, cause -> {
            reading = false;
            drop(piece, length);
            closeRegion();
            failed.accept(cause);
        });
    }

    private ByteBuf read(ByteBuf piece, long from, int length) throws IOException {
        ByteBuffer target = piece.nioBuffer(0, length);
        if (region.read(target, from) < length) {
            throw new IOException("the file became shorter while it was sent");
        }
        return piece.writerIndex(length);
    }

    private void arrived(ByteBuf piece) {
        reading = false;
        if (closed) {
            drop(piece, piece.readableBytes());
            closeRegion();
            return;
        }
        ready = piece;
        pump();
    }

    private void send(ByteBuf piece) {
        int length = piece.readableBytes();
        exchange.send(piece).addListener(sent -> ahead.release(length));
        ctx.flush();
    }

    private void drop(ByteBuf piece, int length) {
        piece.release();
        ahead.release(length);
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        ByteBuf piece = ready;
        if (piece != null) {
            ready = null;
            drop(piece, piece.readableBytes());
        }
        if (!reading) {
            closeRegion();
        }
    }

    private void closeRegion() {
        closed = true;
        try {
            region.close();
        } catch (IOException e) {
            failed.accept(e);
        }
    }
}
