package packhouse.server.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import packhouse.protocol.RepoPath;
import packhouse.protocol.admin.Audience;
import packhouse.protocol.admin.DedupView;
import packhouse.protocol.admin.Inquiry;
import packhouse.protocol.admin.Message;
import packhouse.protocol.admin.Question;
import packhouse.protocol.admin.Secret;
import packhouse.protocol.admin.ShowView;
import packhouse.protocol.admin.Views.Problem;
import packhouse.protocol.admin.Views.Unlock;
import packhouse.server.keys.KeyRing;
import packhouse.server.keys.RecordingKeys;
import packhouse.server.keys.SmallRepository;
import packhouse.server.keys.StandingPasswords;
import packhouse.storage.disk.RealDisk;
import packhouse.storage.repository.Repositories;

/** Which key answers a question: the one that came with it, the one that is held, or none. */
class UnlockingInspectorTest {

    private static final RepoPath PATH = RepoPath.parse("alice").orElseThrow();

    @TempDir
    private Path folder = Path.of("");

    private Runnable whenTold = () -> {};

    @SuppressWarnings("NullAway.Init")
    private KeyRing keys;

    @SuppressWarnings("NullAway.Init")
    private LocalInsight insight;

    @BeforeEach
    void aRepository() throws IOException {
        Path data = Files.createDirectory(folder.resolve("data"));
        SmallRepository.at(data.resolve("alice")).addKey("secret");
        Repositories repositories = SmallRepository.below(data);
        InstantSource clock = InstantSource.system();
        keys = new KeyRing(repositories::store, new StandingPasswords(Map.of()), clock, new RecordingKeys());
        insight = new LocalInsight(
                repositories,
                RealDisk.probe(folder, warning -> {}),
                path -> folder.resolve("state/catalog"),
                keys,
                new SecureRandom(),
                clock);
    }

    private Message ask(Question question, String... password) {
        Optional<Secret> secret = password.length == 0 ? Optional.empty() : Optional.of(secret(password[0]));
        Audience audience = new Audience() {
            @Override
            public void tell(Message message) {
                whenTold.run();
            }

            @Override
            public boolean isGone() {
                return false;
            }
        };
        try (Inquiry inquiry = new Inquiry(question, Inquiry.NO_DATA, secret)) {
            return insight.answer(PATH, inquiry, audience);
        }
    }

    private static Secret secret(String text) {
        return new Secret(text.getBytes(StandardCharsets.UTF_8));
    }

    private void unlock() throws IOException {
        keys.unlock(PATH, secret("secret"), Optional.empty());
    }

    private static String code(Message message) {
        return ((Problem) message).code();
    }

    @Test
    void sealedItAnswersWithThePasswordOnly() {
        assertThat(code(ask(Question.DEDUP))).isEqualTo("repo-sealed");
        assertThat(((ShowView) ask(Question.SHOW)).contents()).isEmpty();
        assertThat(folder.resolve("state")).doesNotExist();

        assertThat(ask(Question.DEDUP, "secret")).isInstanceOf(DedupView.class);
        assertThat(code(ask(Question.DEDUP)))
                .as("the password was for one question")
                .isEqualTo("repo-sealed");
    }

    @Test
    void unlockedItNeedsNone() throws IOException {
        unlock();

        assertThat(ask(Question.DEDUP)).isInstanceOf(DedupView.class);
        ShowView shown = (ShowView) ask(Question.SHOW);
        assertThat(shown.contents()).isPresent();
        assertThat(shown.unlocked()).contains(new Unlock(Optional.empty()));
    }

    @Test
    void aPasswordThatIsGivenHasToBeRightAllTheSame() throws IOException {
        unlock();

        assertThat(code(ask(Question.DEDUP, "guess"))).isEqualTo("wrong-password");
    }

    @Test
    void whoLocksTheRepositoryEndsTheQuestionThatIsBeingAnswered() throws IOException {
        unlock();
        whenTold = () -> {
            try {
                keys.lock(PATH);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };

        Problem problem = (Problem) ask(Question.DEDUP);

        assertThat(problem.code()).isEqualTo("repo-sealed");
        assertThat(problem.detail()).contains("locked while");
    }

    @Test
    void lockingDoesNotEndAQuestionThatCameWithThePassword() throws IOException {
        unlock();
        whenTold = () -> {
            try {
                keys.lock(PATH);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };

        assertThat(ask(Question.DEDUP, "secret")).isInstanceOf(DedupView.class);
    }
}
