package packhouse.server.http;

import packhouse.protocol.Refusal;
import packhouse.protocol.Refusal.Kind;
import packhouse.protocol.Route;
import packhouse.storage.store.Saved;

/** Tells the client what became of its upload. */
final class UploadAnswer implements UploadExchange.Outcome {

    private final Exchange exchange;
    private final Route.Save route;
    private final Answering answer;

    UploadAnswer(Exchange exchange, Route.Save route, Answering answer) {
        this.exchange = exchange;
        this.route = route;
        this.answer = answer;
    }

    @Override
    public void begun() {
        if (!exchange.isAnswered()) {
            exchange.continueIfAsked();
        }
    }

    @Override
    public void saved(Saved saved) {
        if (saved instanceof Saved.Stored stored) {
            exchange.touched(new Journal.Touched(
                    Journal.Deed.WRITE, route.repo(), route.name().type(), stored.bytes()));
            answer.reply(Reply.ok());
        } else if (saved instanceof Saved.Present) {
            answer.reply(Reply.ok());
        } else if (saved instanceof Saved.WrongHash wrong) {
            answer.refuse(Refusal.of(Kind.BAD_REQUEST, "the body hashes to " + wrong.actual() + ", not to its name"));
        } else {
            answer.refuse(Refusal.of(Kind.FORBIDDEN, route.name() + " exists with other content"));
        }
    }

    @Override
    public void failed(Exception cause) {
        answer.failed(cause);
    }
}
