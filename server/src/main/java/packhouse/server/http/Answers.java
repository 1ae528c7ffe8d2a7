package packhouse.server.http;

import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import org.jspecify.annotations.Nullable;
import packhouse.protocol.Refusal;
import packhouse.protocol.Refusal.Kind;

/** The answers of one connection (or of one HTTP/2 stream), one after the other. Lives on one event loop. */
final class Answers implements Answering {

    private final Connection connection;
    private final Body body;
    private final Parting parting;

    private @Nullable Exchange exchange;
    private @Nullable Pull pull;

    Answers(Connection connection, Body body, Parting parting) {
        this.connection = connection;
        this.body = body;
        this.parting = parting;
    }

    /** A request has come; it gets the next answer. */
    void begin(Exchange next) {
        connection.guard().began(connection.channel());
        exchange = next;
        body.begin();
    }

    /** Whether it has no answer yet, and is not gone. */
    boolean isAbout(Exchange asked) {
        return exchange == asked;
    }

    /** Whether a request can begin. */
    boolean isIdle() {
        return exchange == null;
    }

    /** Passes on what a disk thread found, unless the client went away meanwhile. */
    Answering late(Exchange asked) {
        return new LateAnswer(this, () -> exchange != asked);
    }

    /** Reads the body that the request should not have, then acts. */
    void afterBody(Runnable action) {
        if (body.isOver()) {
            action.run();
            return;
        }
        if (exchange != null) {
            exchange.continueIfAsked();
        }
        body.into(new Dropped(
                Limits.NEEDLESS_BODY_BYTES,
                action,
                () -> refuse(Refusal.of(Kind.CONTENT_TOO_LARGE, "no body wanted"))));
    }

    void received(int bytes) {
        if (exchange != null) {
            exchange.received(bytes);
        }
    }

    /** The body cannot be told apart from what follows it; false if that does not matter, because the answer is given. */
    boolean bodyIsBroken() {
        Exchange current = exchange;
        if (current == null || current.isAnswered()) {
            return false;
        }
        cut();
        current.bodyIsBroken();
        refuse(Refusal.of(Kind.BAD_REQUEST, "the body is not what its header says"));
        return true;
    }

    @Override
    public void reply(Reply reply) {
        Exchange current = exchange;
        if (current == null) {
            return;
        }
        if (!body.isOver()) {
            current.closeAfterwards();
        }
        ChannelFuture written = current.reply(reply);
        boolean whole = body.isOver();
        over(current);
        if (whole) {
            parting.answered(current, written);
        } else {
            parting.drain(current, written);
        }
    }

    @Override
    public void refuse(Refusal refusal) {
        Exchange current = exchange;
        if (current == null || current.isAnswered()) {
            return;
        }
        current.refused(refusal);
        if (RequestCheck.hasShortBody(current.request())
                && !current.isUnreadable()
                && !body.isOver()
                && current.keepsAlive()) {
            afterBody(() -> reply(Reply.of(refusal)));
        } else {
            reply(Reply.of(refusal));
        }
    }

    @Override
    public void failed(Exception cause) {
        Exchange current = exchange;
        if (current == null) {
            return;
        }
        if (Failures.isTrouble(cause)) {
            current.trouble(cause);
        }
        if (current.isAnswered()) {
            current.breakOff();
        } else {
            refuse(Failures.refusal(cause));
        }
    }

    @Override
    public void pull(Pull next) {
        Exchange current = exchange;
        pull = next;
        next.pump();
        if (current != null) {
            current.context().flush();
        }
    }

    /** The connection takes more. */
    void pump() {
        if (pull != null) {
            pull.pump();
        }
    }

    @Override
    public void sent(ChannelFuture last) {
        Exchange current = exchange;
        last.addListener(written -> {
            if (current != null && exchange == current) {
                over(current);
                parting.answered(current, last);
            }
        });
    }

    private void over(Exchange current) {
        current.close();
        exchange = null;
        body.drop();
        pull = null;
        connection.guard().ended(connection.channel());
    }

    private void cut() {
        body.cut();
        if (pull != null) {
            pull.close();
            pull = null;
        }
    }

    /** The connection is gone. */
    void gone() {
        cut();
        if (exchange != null) {
            over(exchange);
        }
    }

    /** The client sends no more, and all that it sent has been looked at. */
    void inputOver(ChannelHandlerContext ctx) {
        Exchange current = exchange;
        if (current == null) {
            parting.close(ctx);
        } else if (!body.isOver() && !current.isAnswered()) {
            cut();
            current.closeAfterwards();
            refuse(Refusal.of(Kind.BAD_REQUEST, "the body is shorter than announced"));
        }
    }
}
