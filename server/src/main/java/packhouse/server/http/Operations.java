package packhouse.server.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.DefaultFileRegion;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import packhouse.protocol.ByteRange;
import packhouse.protocol.Listing;
import packhouse.protocol.Refusal;
import packhouse.protocol.Refusal.Kind;
import packhouse.protocol.Route;
import packhouse.storage.disk.Region;
import packhouse.storage.repository.Repository;
import packhouse.storage.store.FileList;

/** Answers every kind of request but uploads. */
final class Operations {

    private static final String BYTES = "application/octet-stream";

    private final DataPlane plane;
    private final boolean zeroCopy;

    /** {@code zeroCopy}: the transport sends files as they are, in plain HTTP/1.1. */
    Operations(DataPlane plane, boolean zeroCopy) {
        this.plane = plane;
        this.zeroCopy = zeroCopy;
    }

    void answer(ChannelHandlerContext ctx, Route route, Exchange exchange, Answering answer) {
        if (route instanceof Route.Read read) {
            ask(ctx, () -> open(read), region -> send(ctx, read, exchange, region, answer), answer);
        } else if (route instanceof Route.Head head) {
            ask(ctx, () -> size(head), size -> size(size, answer), answer);
        } else if (route instanceof Route.ListFiles list) {
            ask(ctx, () -> list(list), files -> list(ctx, exchange, files, answer), answer);
        } else if (route instanceof Route.Delete delete) {
            ask(ctx, () -> delete(delete), size -> deleted(delete, exchange, size, answer), answer);
        } else if (route instanceof Route.Create create) {
            ask(ctx, () -> create(create), answer::reply, answer);
        } else {
            throw new IllegalArgumentException("uploads are answered elsewhere: " + route);
        }
    }

    private <T> void ask(ChannelHandlerContext ctx, DiskWork.Task<T> task, Consumer<T> done, Answering answer) {
        plane.disk().run(ctx.executor(), task, done, answer::failed);
    }

    private Optional<Region> open(Route.Read read) throws IOException {
        Optional<Repository> repository = plane.repositories().find(read.repo());
        return repository.isPresent() ? repository.get().open(read.name()) : Optional.empty();
    }

    private OptionalLong size(Route.Head head) throws IOException {
        Optional<Repository> repository = plane.repositories().find(head.repo());
        return repository.isPresent() ? repository.get().size(head.name()) : OptionalLong.empty();
    }

    private Optional<FileList> list(Route.ListFiles list) throws IOException {
        Optional<Repository> repository = plane.repositories().find(list.repo());
        return repository.isPresent() ? repository.get().list(list.type()) : Optional.empty();
    }

    private OptionalLong delete(Route.Delete delete) throws IOException {
        Optional<Repository> repository = plane.repositories().find(delete.repo());
        return repository.isPresent()
                ? plane.attendant().delete(repository.get(), delete.name())
                : OptionalLong.empty();
    }

    private Reply create(Route.Create create) throws IOException {
        Optional<Repository> repository = plane.repositories().get(create.repo());
        if (repository.isEmpty()) {
            return Reply.of(Refusal.of(Kind.BAD_REQUEST, "no folder can have this name on the server"));
        }
        repository.get().create();
        return Reply.ok();
    }

    private static void size(OptionalLong size, Answering answer) {
        if (size.isPresent()) {
            answer.reply(Reply.size(size.getAsLong()));
        } else {
            answer.refuse(Refusal.notFound());
        }
    }

    /** Gone already is gone, too: a 404 makes restic report an error while unlocking (rest-protocol, section 6.7). */
    private static void deleted(Route.Delete delete, Exchange exchange, OptionalLong size, Answering answer) {
        size.ifPresent(bytes -> exchange.touched(new Journal.Touched(
                Journal.Deed.DELETE, delete.repo(), delete.name().type(), bytes)));
        answer.reply(Reply.ok());
    }

    private static void list(ChannelHandlerContext ctx, Exchange exchange, Optional<FileList> files, Answering answer) {
        if (files.isEmpty()) {
            answer.refuse(Refusal.notFound());
            return;
        }
        Listing form = Listing.negotiate(exchange.header(HttpHeaderNames.ACCEPT));
        HttpHeaders headers = DefaultHttpHeadersFactory.headersFactory().newHeaders();
        headers.set(HttpHeaderNames.CONTENT_TYPE, form.contentType());
        exchange.begin(HttpResponseStatus.OK, headers, ListPull.length(form, files.get()));
        answer.pull(new ListPull(ctx, exchange, form, files.get(), () -> answer.sent(exchange.end())));
    }

    private void send(
            ChannelHandlerContext ctx, Route.Read read, Exchange exchange, Optional<Region> found, Answering answer) {
        if (found.isEmpty()) {
            answer.refuse(Refusal.notFound());
            return;
        }
        Region region = found.get();
        // No validator matches, because there are none: with If-Range the whole file is the answer (RFC 9110 13.1.5).
        boolean whole = exchange.request().headers().contains(HttpHeaderNames.IF_RANGE);
        ByteRange range = ByteRange.resolve(whole ? "" : exchange.header(HttpHeaderNames.RANGE), region.size());
        if (range instanceof ByteRange.Unsatisfiable) {
            close(region, answer);
            answer.refuse(Refusal.rangeNotSatisfiable(region.size()));
            return;
        }
        HttpHeaders headers = DefaultHttpHeadersFactory.headersFactory().newHeaders();
        headers.set(HttpHeaderNames.CONTENT_TYPE, BYTES);
        headers.set(HttpHeaderNames.ACCEPT_RANGES, "bytes");
        headers.set(Reply.NO_SNIFF.name(), Reply.NO_SNIFF.value());
        if (range instanceof ByteRange.Part part) {
            long last = part.first() + part.length() - 1;
            headers.set(HttpHeaderNames.CONTENT_RANGE, "bytes " + part.first() + "-" + last + "/" + region.size());
            exchange.begin(HttpResponseStatus.PARTIAL_CONTENT, headers, part.length());
            send(ctx, read, exchange, region, part.first(), part.length(), answer);
        } else {
            exchange.begin(HttpResponseStatus.OK, headers, region.size());
            send(ctx, read, exchange, region, 0, region.size(), answer);
        }
    }

    private void send(
            ChannelHandlerContext ctx,
            Route.Read read,
            Exchange exchange,
            Region region,
            long first,
            long length,
            Answering answer) {
        exchange.touched(
                new Journal.Touched(Journal.Deed.READ, read.repo(), read.name().type(), length));
        if (zeroCopy && length > 0) {
            // Closes the file when it is sent or the connection breaks.
            exchange.send(new DefaultFileRegion(region.channel(), first, length));
            answer.sent(exchange.end());
        } else {
            answer.pull(new FilePull(
                    ctx, exchange, plane, region, first, length, () -> answer.sent(exchange.end()), answer::failed));
        }
    }

    private static void close(Region region, Answering answer) {
        try {
            region.close();
        } catch (IOException e) {
            answer.failed(e);
        }
    }
}
