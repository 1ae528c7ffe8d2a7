package packhouse.server.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import packhouse.protocol.RepoPath;
import packhouse.protocol.admin.Audience;
import packhouse.protocol.admin.DedupView;
import packhouse.protocol.admin.Inquiry;
import packhouse.protocol.admin.Message;
import packhouse.protocol.admin.Question;
import packhouse.protocol.admin.ShowView;
import packhouse.protocol.admin.Trouble;
import packhouse.protocol.admin.Views.Problem;
import packhouse.storage.session.Session;

/** What a repository is tells who is at work in it. */
final class PresenceInsightTest {

    private static final RepoPath PATH = RepoPath.parse("laptop").orElseThrow();
    private static final Instant BEGAN = Instant.parse("2026-11-28T10:00:00Z");
    private static final Audience NOBODY = new Audience() {
        @Override
        public void tell(Message message) {}

        @Override
        public boolean isGone() {
            return false;
        }
    };

    private static ShowView empty() {
        DedupView.Amount none = new DedupView.Amount(0, 0);
        return new ShowView(
                "laptop",
                0,
                none,
                none,
                none,
                none,
                Optional.empty(),
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                List.of());
    }

    private static Message ask(PresenceInsight.Presences presences, Message answer) {
        Inquiry inquiry = new Inquiry(Question.SHOW, Inquiry.NO_DATA, Optional.empty());
        return new PresenceInsight(presences, (path, asked, audience) -> answer).answer(PATH, inquiry, NOBODY);
    }

    @Test
    void sessionsAreAdded() {
        ShowView told = (ShowView) ask(
                path -> List.of(
                        new Session(BEGAN, true, "nas, user root, pid 7", Duration.ofSeconds(90), true),
                        new Session(Instant.EPOCH, false, "somebody", Duration.ofSeconds(5), true)),
                empty());
        assertThat(told.sessions())
                .containsExactly(
                        new ShowView.Session("nas, user root, pid 7", true, Optional.of(BEGAN), 90, true),
                        new ShowView.Session("somebody", false, Optional.empty(), 5, true));
    }

    @Test
    void otherAnswersStayAsTheyAre() {
        Problem problem = Trouble.NO_REPOSITORY.problem("none", "");
        assertThat(ask(path -> List.of(), problem)).isSameAs(problem);
    }

    @Test
    void whatCannotBeReadIsSaid() {
        Message told = ask(
                path -> {
                    throw new IOException("locks: input/output error");
                },
                empty());
        assertThat(((Problem) told).detail()).contains("input/output error");
    }
}
