package packhouse.server.cli;

import java.util.function.Consumer;
import packhouse.protocol.admin.Audience;
import packhouse.protocol.admin.FindingView;
import packhouse.protocol.admin.LineView;
import packhouse.protocol.admin.Message;
import packhouse.protocol.admin.Status;

/** The person who waits for an answer: sees how it goes on, and may leave. */
final class Listener implements Audience {

    private final Display display;
    private final Consumer<FindingView> findings;
    private volatile boolean gone;
    private volatile Runnable departure = () -> {};

    Listener(Display display, Consumer<FindingView> findings) {
        this.display = display;
        this.findings = findings;
    }

    @Override
    public void tell(Message message) {
        if (message instanceof Status status) {
            display.show(status);
        } else if (message instanceof LineView line) {
            display.say(line.text());
        } else if (message instanceof FindingView finding) {
            display.clear();
            findings.accept(finding);
        }
    }

    @Override
    public boolean isGone() {
        return gone;
    }

    /** What wakes the one who waits for others, so that he sees that the person left. */
    void whenGone(Runnable wake) {
        departure = wake;
        if (gone) {
            wake.run();
        }
    }

    /** Waits no more. */
    void leave() {
        gone = true;
        display.clear();
        departure.run();
    }

    /** The answer is there, or will not come. */
    void end() {
        display.clear();
    }
}
