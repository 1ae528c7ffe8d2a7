package packhouse.server.http;

import io.netty.channel.ChannelFuture;
import java.util.function.BooleanSupplier;
import packhouse.protocol.Refusal;

/** Passes on an answer unless it comes too late: the client went away while a disk thread was at work. */
final class LateAnswer implements Answering {

    private final Answering answer;
    private final BooleanSupplier tooLate;

    LateAnswer(Answering answer, BooleanSupplier tooLate) {
        this.answer = answer;
        this.tooLate = tooLate;
    }

    @Override
    public void reply(Reply reply) {
        if (!tooLate.getAsBoolean()) {
            answer.reply(reply);
        }
    }

    @Override
    public void refuse(Refusal refusal) {
        if (!tooLate.getAsBoolean()) {
            answer.refuse(refusal);
        }
    }

    @Override
    public void failed(Exception cause) {
        if (!tooLate.getAsBoolean()) {
            answer.failed(cause);
        }
    }

    @Override
    public void pull(Pull body) {
        if (tooLate.getAsBoolean()) {
            body.close();
        } else {
            answer.pull(body);
        }
    }

    @Override
    public void sent(ChannelFuture last) {
        if (!tooLate.getAsBoolean()) {
            answer.sent(last);
        }
    }
}
