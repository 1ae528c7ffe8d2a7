package packhouse.server.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import packhouse.protocol.RepoPath;
import packhouse.protocol.admin.Audience;
import packhouse.protocol.admin.Inquiry;
import packhouse.protocol.admin.Message;
import packhouse.protocol.admin.Question;
import packhouse.protocol.admin.Secret;
import packhouse.protocol.admin.Selection;
import packhouse.protocol.admin.Trouble;
import packhouse.protocol.admin.UpgradeView;
import packhouse.protocol.admin.Views.Problem;
import packhouse.server.keys.KeyReport;
import packhouse.server.keys.KeyRing;
import packhouse.server.keys.Lease;
import packhouse.server.keys.Leases;
import packhouse.server.keys.SmallRepository;
import packhouse.server.keys.StandingPasswords;
import packhouse.storage.disk.Modes;
import packhouse.storage.disk.RealDisk;
import packhouse.storage.history.RestPeriods;
import packhouse.storage.repository.Quota;
import packhouse.storage.repository.Repositories;
import packhouse.storage.repository.Reserve;
import packhouse.storage.store.local.LocalStore;

/** An upgrade beside keys that are held, jobs that are at work and a trash. */
class UpgradeInsightTest {

    private static final RepoPath PATH = RepoPath.parse("laptop").orElseThrow();
    private static final UpgradeView NOTHING_YET = new UpgradeView("laptop", 1, 2, 0);

    @TempDir
    private Path top = Path.of("");

    private final List<String> said = new ArrayList<>();

    private static final class Silence implements KeyReport, Audience {
        @Override
        public void unlocked(RepoPath repository, String by, Optional<Instant> until) {}

        @Override
        public void sealed(RepoPath repository, String why) {}

        @Override
        public void refused(RepoPath repository, String why) {}

        @Override
        public void tell(Message message) {}

        @Override
        public boolean isGone() {
            return false;
        }
    }

    @BeforeEach
    void aRepositoryOfVersionOne() throws IOException {
        SmallRepository repository = SmallRepository.at(top.resolve("laptop"));
        repository.writeConfig(1);
        repository.addKey("secret");
    }

    private Repositories repositories(RealDisk disk) throws IOException {
        InstantSource clock = InstantSource.system();
        Path state = Files.createDirectories(top.resolve(".packhouse"));
        return new Repositories(
                top,
                disk,
                new LocalStore.Options(Modes.PRIVATE, true),
                Optional.of(new Repositories.Keeping(
                        state, RestPeriods.DEFAULT, new Reserve(disk, top, 0, clock), line -> {})),
                new Quota(0),
                clock,
                new Random(1));
    }

    private Insight insight(Repositories repositories, RealDisk disk, KeyRing keys, Turns turns) {
        UpgradeInsight.Site site =
                new UpgradeInsight.Site(repositories, disk, Guard.NONE, (path, what) -> said.add(what));
        Insight upgrade = new UpgradeInsight(
                site, keys, turns, new SecureRandom(), InstantSource.system(), (path, inquiry, audience) -> {
                    throw new AssertionError("nothing else is asked");
                });
        return new TrashInsight(repositories, Leases.none(), Guard.NONE, upgrade);
    }

    private static Message ask(Insight insight, boolean dryRun, String password) {
        Optional<Secret> secret = Optional.of(password)
                .filter(text -> !text.isEmpty())
                .map(text -> new Secret(text.getBytes(StandardCharsets.UTF_8)));
        try (Inquiry inquiry = Inquiry.ofUpgrade(dryRun, secret)) {
            return insight.answer(PATH, inquiry, new Silence());
        }
    }

    private static String code(Message message) {
        return ((Problem) message).code();
    }

    @Test
    void whoHoldsTheKeySeesTheNewVersionAtOnce() throws IOException {
        RealDisk disk = RealDisk.probe(top, warning -> {});
        Repositories repositories = repositories(disk);
        try (KeyRing keys = new KeyRing(
                repositories::store, new StandingPasswords(Map.of()), InstantSource.system(), new Silence())) {
            Insight insight = insight(repositories, disk, keys, Turns.ALONE);
            assertThat(code(ask(insight, true, ""))).isEqualTo(Trouble.SEALED.code());
            assertThat(code(ask(insight, false, "a guess"))).isEqualTo(Trouble.WRONG_PASSWORD.code());
            keys.unlock(PATH, new Secret("secret".getBytes(StandardCharsets.UTF_8)), Optional.empty());
            assertThat(ask(insight, true, "")).isEqualTo(NOTHING_YET);

            assertThat(ask(insight, false, "")).isEqualTo(new UpgradeView("laptop", 1, 2, 1));

            try (Lease lease = keys.take(PATH).orElseThrow()) {
                assertThat(lease.repository().version()).isEqualTo(2);
            }
            assertThat(said).containsExactly("upgraded from version 1 of the format to 2 by commit 1");
            assertThat(ask(insight, false, "")).isEqualTo(new UpgradeView("laptop", 2, 2, 0));

            Selection undone = new Selection(List.of(), 1, false);
            assertThat(code(insight.answer(PATH, Inquiry.ofTrash(Question.RESTORE, undone), new Silence())))
                    .isEqualTo(Trouble.REFUSED.code());
        }
    }

    @Test
    void whileAJobIsAtWorkItHasToWait() throws IOException {
        RealDisk disk = RealDisk.probe(top, warning -> {});
        Repositories repositories = repositories(disk);
        try (KeyRing keys = new KeyRing(
                repositories::store, new StandingPasswords(Map.of()), InstantSource.system(), new Silence())) {
            List<RepoPath> released = new ArrayList<>();
            Insight busy = insight(repositories, disk, keys, new Turns(path -> false, released::add));
            assertThat(code(ask(busy, false, "secret"))).isEqualTo(Trouble.LOCKED.code());
            assertThat(released).isEmpty();
            Insight free = insight(repositories, disk, keys, new Turns(path -> true, released::add));
            assertThat(ask(free, false, "secret")).isEqualTo(new UpgradeView("laptop", 1, 2, 1));
            assertThat(released).containsExactly(PATH);
        }
    }
}
