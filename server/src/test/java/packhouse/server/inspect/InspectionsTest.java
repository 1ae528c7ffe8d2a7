package packhouse.server.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import packhouse.protocol.FileId;
import packhouse.protocol.RepoPath;
import packhouse.protocol.admin.Audience;
import packhouse.protocol.admin.CheckView;
import packhouse.protocol.admin.FindingView;
import packhouse.protocol.admin.Inquiry;
import packhouse.protocol.admin.Message;
import packhouse.protocol.admin.Question;
import packhouse.protocol.admin.Secret;
import packhouse.protocol.admin.ShowView;
import packhouse.protocol.admin.Views.Problem;
import packhouse.protocol.admin.Views.Unlock;
import packhouse.storage.catalog.Progress;
import packhouse.storage.disk.NoSpaceException;
import packhouse.storage.format.FormatException;
import packhouse.storage.repository.NoRepositoryException;
import packhouse.storage.repository.WrongPasswordException;
import packhouse.storage.upkeep.Amount;
import packhouse.storage.upkeep.CheckReport;
import packhouse.storage.upkeep.DedupReport;
import packhouse.storage.upkeep.Finding;
import packhouse.storage.upkeep.PackFinding;
import packhouse.storage.upkeep.ReadData;
import packhouse.storage.upkeep.RepositoryFacts;

/** Questions, what is done about them, and the words of the answers. */
class InspectionsTest {

    private static final RepoPath PATH = RepoPath.parse("alice/laptop").orElseThrow();
    private static final FileId PACK = FileId.parse("01".repeat(32)).orElseThrow();

    private final List<Message> heard = new ArrayList<>();
    private final List<ReadData> choices = new ArrayList<>();
    private Optional<IOException> trouble = Optional.empty();
    private Optional<Unlock> unlocked = Optional.empty();
    private int findings = 1;

    private Message ask(Question question, String readData, String... password) {
        Optional<Secret> secret = password.length == 0 ? Optional.empty() : Optional.of(new Secret(new byte[1]));
        Audience audience = new Audience() {
            @Override
            public void tell(Message message) {
                heard.add(message);
            }

            @Override
            public boolean isGone() {
                return false;
            }
        };
        return new Inspections(path -> path.equals(PATH) ? Optional.of(new Scripted()) : Optional.empty(), () -> 0)
                .answer(PATH, new Inquiry(question, readData, secret), audience);
    }

    private static String code(Message message) {
        return ((Problem) message).code();
    }

    @Test
    void whatNeedsAPasswordThatNobodyHasSaysSo() {
        trouble = Optional.of(new SealedException("this needs the repository password of alice/laptop"));

        Problem problem = (Problem) ask(Question.DEDUP, "none");

        assertThat(problem.code()).isEqualTo("repo-sealed");
        assertThat(problem.hint()).contains("--password-file", "packhouse repo unlock alice/laptop");
    }

    @Test
    void showTellsWhetherTheServerHoldsTheKey() {
        assertThat(((ShowView) ask(Question.SHOW, "none")).unlocked()).isEmpty();

        unlocked = Optional.of(new Unlock(Optional.of(Instant.EPOCH)));

        assertThat(((ShowView) ask(Question.SHOW, "none")).unlocked()).isEqualTo(unlocked);
    }

    @Test
    void whereNothingIsThereIsNoRepository() {
        Message last = new Inspections(path -> Optional.empty(), () -> 0)
                .answer(PATH, new Inquiry(Question.SHOW, "none", Optional.empty()), silence());

        assertThat(code(last)).isEqualTo("no-repository");
        assertThat(((Problem) last).detail()).contains("alice/laptop");
    }

    private static Audience silence() {
        return new Audience() {
            @Override
            public void tell(Message message) {}

            @Override
            public boolean isGone() {
                return false;
            }
        };
    }

    @Test
    void findingsAreToldAtOnceAndOnceMoreInTheEnd() {
        CheckView view = (CheckView) ask(Question.CHECK, "none", "secret");

        FindingView finding = new FindingView(
                "hint", "pack-not-indexed", "pack " + PACK + " is in no index (7 bytes)", Optional.of("restic prune"));
        assertThat(heard).containsExactly(finding);
        assertThat(view.findings()).containsExactly(finding);
        assertThat(view.counts()).containsEntry("pack-not-indexed", 1L);
        assertThat(view.repository()).isEqualTo("alice/laptop");
    }

    @Test
    void theEndHasOnlySoManyOfThemButCountsAll() {
        findings = CheckView.MAX_FINDINGS + 5;

        CheckView view = (CheckView) ask(Question.CHECK, "none", "secret");

        assertThat(heard).hasSize(findings);
        assertThat(view.findings()).hasSize(CheckView.MAX_FINDINGS);
        assertThat(view.hints()).isEqualTo(findings);
    }

    @Test
    void whichPacksToReadIsUnderstoodOrRefused() {
        ask(Question.CHECK, "none", "secret");
        ask(Question.CHECK, "all", "secret");
        ask(Question.CHECK, "2/7", "secret");

        assertThat(choices).containsExactly(new ReadData.None(), new ReadData.All(), new ReadData.Part(2, 7));
        assertThat(code(ask(Question.CHECK, "some", "secret"))).isEqualTo("bad-request");
    }

    @Test
    void eachTroubleHasItsCode() {
        assertThat(codeOf(new WrongPasswordException(2))).isEqualTo("wrong-password");
        assertThat(codeOf(new NoRepositoryException())).isEqualTo("no-repository");
        assertThat(codeOf(new FormatException.Corrupt("config", 3, "wrong MAC")))
                .isEqualTo("damaged");
        assertThat(codeOf(new FormatException.TooNew("config", -1, "version 3")))
                .isEqualTo("unknown-format");
        assertThat(codeOf(new NoSpaceException("/state/catalog: no space left", new IOException())))
                .isEqualTo("no-space");
        assertThat(codeOf(new IOException("data/01: Input/output error"))).isEqualTo("failed");
    }

    private String codeOf(IOException e) {
        trouble = Optional.of(e);
        return code(ask(Question.DEDUP, "none", "secret"));
    }

    /** An inspector whose findings the test decides. */
    private final class Scripted implements Inspector {

        @Override
        public Optional<Unlock> unlocked() {
            return unlocked;
        }

        @Override
        public RepositoryFacts show(Optional<Secret> password) {
            return new RepositoryFacts(
                    Amount.NONE,
                    Amount.NONE,
                    Amount.NONE,
                    Amount.NONE,
                    0,
                    Optional.empty(),
                    List.of(),
                    List.of(),
                    Optional.empty());
        }

        @Override
        public DedupReport dedup(Optional<Secret> password, Progress progress) throws IOException {
            throw trouble.orElseThrow();
        }

        @Override
        public CheckReport check(
                Optional<Secret> password, ReadData readData, Progress progress, Consumer<Finding> found) {
            choices.add(readData);
            for (int i = 0; i < findings; i++) {
                found.accept(new PackFinding.NotIndexed(PACK, 7));
            }
            TreeMap<String, Long> counts = new TreeMap<>();
            counts.put("pack-not-indexed", (long) findings);
            return new CheckReport(counts, 0, 0, findings, 1, 2, 3, 4, Amount.NONE, List.of());
        }
    }
}
