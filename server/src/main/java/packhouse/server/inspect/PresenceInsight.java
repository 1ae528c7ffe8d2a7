package packhouse.server.inspect;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import packhouse.protocol.RepoPath;
import packhouse.protocol.admin.Audience;
import packhouse.protocol.admin.Inquiry;
import packhouse.protocol.admin.Message;
import packhouse.protocol.admin.ShowView;
import packhouse.storage.session.Session;

/** Adds to what a repository is who is at work in it now. */
public final class PresenceInsight implements Insight {

    private final Presences presences;
    private final Insight next;

    /** Knows who is at work. */
    @FunctionalInterface
    public interface Presences {
        /** The sessions of a repository as they are now, the oldest first. */
        List<Session> of(RepoPath path) throws IOException;
    }

    /** {@code next} answers everything. */
    public PresenceInsight(Presences presences, Insight next) {
        this.presences = presences;
        this.next = next;
    }

    @Override
    public Message answer(RepoPath path, Inquiry inquiry, Audience audience) {
        Message answer = next.answer(path, inquiry, audience);
        if (!(answer instanceof ShowView view)) {
            return answer;
        }
        try {
            return view.with(
                    presences.of(path).stream().map(PresenceInsight::view).toList());
        } catch (IOException e) {
            return Problems.of(path, e);
        }
    }

    private static ShowView.Session view(Session session) {
        return new ShowView.Session(
                session.name(),
                session.exclusive(),
                Optional.of(session.since()).filter(since -> !since.equals(Instant.EPOCH)),
                session.silent().toSeconds(),
                session.hasLock());
    }
}
