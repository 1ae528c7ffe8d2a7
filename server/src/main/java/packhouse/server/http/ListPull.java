package packhouse.server.http;

import io.netty.channel.ChannelHandlerContext;
import java.nio.charset.StandardCharsets;
import java.util.List;
import packhouse.protocol.Listing;
import packhouse.storage.store.FileList;
import packhouse.storage.store.FileSet;

/** Writes a list out of its immutable set, a slice at a time: four lists of a hundred thousand packs hold four slices. */
final class ListPull implements Pull {

    private static final int SLICE_BYTES = 32 * 1024;
    private static final byte[] EMPTY = "[]".getBytes(StandardCharsets.US_ASCII);

    private final ChannelHandlerContext ctx;
    private final Exchange exchange;
    private final Listing form;
    private final List<FileSet> parts;
    private final Runnable atEnd;
    private int part;
    private int index;
    private boolean begun;
    private boolean ended;

    ListPull(ChannelHandlerContext ctx, Exchange exchange, Listing form, FileList files, Runnable atEnd) {
        this.ctx = ctx;
        this.exchange = exchange;
        this.form = form;
        this.parts = files.parts();
        this.atEnd = atEnd;
    }

    /** Bytes of the whole answer: two brackets, the entries, and the commas between them. */
    static long length(Listing form, FileList files) {
        long bytes = (long) EMPTY.length + Math.max(0, files.count() - 1);
        for (FileSet part : files.parts()) {
            for (int i = 0; i < part.count(); i++) {
                bytes += form.entryBytes(part.size(i));
            }
        }
        return bytes;
    }

    @Override
    public void pump() {
        while (!ended && ctx.channel().isWritable()) {
            byte[] slice = new byte[SLICE_BYTES];
            int length = fill(slice);
            exchange.send(ctx.alloc().directBuffer(length).writeBytes(slice, 0, length));
            ctx.flush();
        }
        if (ended && begun) {
            begun = false;
            atEnd.run();
        }
    }

    private int fill(byte[] slice) {
        int at = 0;
        if (!begun) {
            begun = true;
            slice[at++] = '[';
        }
        while (part < parts.size() && at + Listing.MAX_ENTRY_BYTES + 1 < slice.length) {
            FileSet files = parts.get(part);
            if (index == files.count()) {
                part++;
                index = 0;
                continue;
            }
            if (part > 0 || index > 0) {
                slice[at++] = ',';
            }
            at = form.writeEntry(files.id(index), files.size(index), slice, at);
            index++;
        }
        if (part == parts.size()) {
            slice[at++] = ']';
            ended = true;
        }
        return at;
    }

    @Override
    public void close() {
        ended = true;
        begun = false;
    }
}
