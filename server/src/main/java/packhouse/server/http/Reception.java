package packhouse.server.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import java.util.Optional;
import java.util.OptionalLong;
import packhouse.protocol.Refusal;
import packhouse.protocol.Refusal.Kind;
import packhouse.protocol.Route;
import packhouse.protocol.RouteParser;
import packhouse.server.access.Doorkeeper;

/** Looks at each request of one connection as it begins: who sends it, what it asks for, may they; and leads it to who answers it. */
final class Reception {

    private final DataPlane plane;
    private final Connection connection;
    private final Operations operations;
    private final Optional<MetricsPage> metrics;
    private final Body body;
    private final Answers answers;

    Reception(
            DataPlane plane,
            Connection connection,
            Operations operations,
            Optional<MetricsPage> metrics,
            Body body,
            Answers answers) {
        this.plane = plane;
        this.connection = connection;
        this.operations = operations;
        this.metrics = metrics;
        this.body = body;
        this.answers = answers;
    }

    void begin(ChannelHandlerContext ctx, HttpRequest request) {
        Exchange current = new Exchange(ctx, request, plane, connection.guard().remote());
        answers.begin(current);
        Optional<Refusal> objection = RequestCheck.objection(request);
        if (objection.isPresent()) {
            current.closeAfterwards();
            answers.refuse(objection.get());
        } else if (isMetrics(request) && plane.doorkeeper().metricsAreOpen()) {
            metrics(current);
        } else {
            plane.doorkeeper()
                    .admit(
                            current::header,
                            current.remote(),
                            admission -> current.onLoop(() -> admitted(current, admission)));
        }
    }

    private void admitted(Exchange current, Doorkeeper.Admission admission) {
        if (!answers.isAbout(current)) {
            // The client went away while its password was checked.
            return;
        }
        if (admission instanceof Doorkeeper.Turned turned) {
            answers.refuse(turned.refusal());
            return;
        }
        plane.attendant().met(current.known(((Doorkeeper.Known) admission).user()));
        if (isMetrics(current.request())) {
            metrics(current);
            return;
        }
        RouteParser.Parsed parsed = RouteParser.parse(
                current.request().method().name(), current.request().uri());
        if (parsed instanceof RouteParser.Understood understood) {
            perform(current, understood.route());
        } else {
            answers.refuse(((RouteParser.Refused) parsed).refusal());
        }
    }

    private boolean isMetrics(HttpRequest request) {
        return metrics.filter(page -> page.isAt(request.uri())).isPresent();
    }

    private void metrics(Exchange current) {
        MetricsPage page = metrics.orElseThrow();
        Optional<Refusal> objection = page.objection(
                plane.doorkeeper(), current.user(), current.request().method());
        if (objection.isPresent()) {
            answers.refuse(objection.get());
        } else {
            answers.afterBody(() ->
                    answers.reply(Reply.page(page.contentType(), page.body().get())));
        }
    }

    private void perform(Exchange current, Route route) {
        Optional<Refusal> objection = plane.doorkeeper().objection(current.user(), route);
        if (objection.isPresent()) {
            answers.refuse(objection.get());
        } else if (route instanceof Route.Save save) {
            receive(current, save);
        } else {
            answers.afterBody(() -> operations.answer(current.context(), route, current, answers.late(current)));
        }
    }

    private void receive(Exchange current, Route.Save save) {
        OptionalLong length = RequestCheck.length(current.request());
        Optional<Refusal> objection = RequestCheck.objectionToUpload(current.request(), connection.isStream());
        if (objection.isPresent()) {
            answers.refuse(objection.get());
        } else if (!plane.beginUpload()) {
            answers.refuse(Refusal.of(Kind.UNAVAILABLE, "Too many uploads at once"));
        } else {
            body.into(new UploadExchange(
                    plane,
                    save,
                    length,
                    HttpUtil.is100ContinueExpected(current.request()),
                    connection.share(),
                    current.caller(),
                    current.context().executor(),
                    new UploadAnswer(current, save, answers.late(current))));
        }
    }
}
