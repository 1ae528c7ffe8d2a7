package packhouse.server.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import packhouse.protocol.FileType;
import packhouse.protocol.RepoPath;
import packhouse.protocol.admin.Secret;
import packhouse.protocol.admin.Views.Unlock;
import packhouse.storage.repository.NoRepositoryException;
import packhouse.storage.repository.Repositories;
import packhouse.storage.repository.WrongPasswordException;
import packhouse.storage.store.Store;

/** How repositories are unlocked and sealed again, and what makes the ring doubt a key. */
class KeyRingTest {

    private static final RepoPath PATH = RepoPath.parse("alice/laptop").orElseThrow();
    private static final RepoPath NOWHERE = RepoPath.parse("nobody").orElseThrow();
    private static final Duration SHIFT = Duration.ofHours(8);

    @TempDir
    private Path folder = Path.of("");

    private final RecordingKeys report = new RecordingKeys();
    private final Map<String, String> environment = new HashMap<>();
    private Instant now = Instant.parse("2026-01-01T10:00:00Z");
    private Path keyFile = Path.of("");

    @SuppressWarnings("NullAway.Init")
    private SmallRepository repository;

    @SuppressWarnings("NullAway.Init")
    private Repositories repositories;

    @BeforeEach
    void aRepository() throws IOException {
        repository = SmallRepository.at(folder.resolve("alice/laptop"));
        keyFile = repository.addKey("secret");
        repositories = SmallRepository.below(folder);
    }

    private KeyRing ring() {
        return new KeyRing(repositories::store, new StandingPasswords(environment), () -> now, report);
    }

    private KeyRing unlocked(Optional<Duration> span) throws IOException {
        KeyRing ring = ring();
        unlock(ring, "secret", span);
        return ring;
    }

    private static void unlock(KeyRing ring, String password, Optional<Duration> span) throws IOException {
        try (Secret secret = new Secret(password.getBytes(StandardCharsets.UTF_8))) {
            ring.unlock(PATH, secret, span);
        }
    }

    private static boolean opens(KeyRing ring) throws IOException {
        Optional<Lease> lease = ring.take(PATH);
        lease.ifPresent(open -> assertThat(open.repository().version()).isEqualTo(2));
        lease.ifPresent(Lease::close);
        return lease.isPresent();
    }

    @Test
    void onceUnlockedARepositoryOpensWithoutPasswordUntilItIsLocked() throws IOException {
        KeyRing ring = ring();
        assertThat(opens(ring)).isFalse();
        assertThat(ring.state(PATH)).isEmpty();

        unlock(ring, "secret", Optional.empty());

        assertThat(opens(ring)).isTrue();
        assertThat(opens(ring)).isTrue();
        assertThat(ring.state(PATH)).contains(new Unlock(Optional.empty()));

        ring.lock(PATH);
        ring.lock(PATH);

        assertThat(opens(ring)).isFalse();
        assertThat(ring.state(PATH)).isEmpty();
        assertThat(report.lines)
                .containsExactly("unlocked alice/laptop by password given", "sealed alice/laptop: locked");
    }

    @Test
    void aWrongPasswordUnlocksNothingAndTakesNothingAway() throws IOException {
        KeyRing ring = unlocked(Optional.empty());

        assertThatThrownBy(() -> unlock(ring, "guess", Optional.empty())).isInstanceOf(WrongPasswordException.class);

        assertThat(opens(ring)).isTrue();
        assertThat(report.lines)
                .last()
                .asString()
                .startsWith("refused alice/laptop: wrong password")
                .doesNotContain("guess");
    }

    @Test
    void whatIsNoRepositoryIsNeitherUnlockedNorLocked() throws IOException {
        KeyRing ring = ring();

        assertThatThrownBy(() -> ring.unlock(NOWHERE, new Secret(new byte[1]), Optional.empty()))
                .isInstanceOf(NoRepositoryException.class);
        assertThatThrownBy(() -> ring.lock(NOWHERE)).isInstanceOf(NoRepositoryException.class);
        assertThat(ring.take(NOWHERE)).isEmpty();
    }

    @Test
    void whenItsTimeIsOverTheKeyIsNotUsedEvenBeforeItIsForgotten() throws IOException {
        KeyRing ring = unlocked(Optional.of(SHIFT));
        Instant end = now.plus(SHIFT);
        Lease lease = ring.take(PATH).orElseThrow();

        now = end.minusMillis(1);
        assertThat(opens(ring)).isTrue();
        assertThat(ring.state(PATH)).contains(new Unlock(Optional.of(end)));
        assertThat(lease.isRevoked()).isFalse();
        now = end;

        assertThat(opens(ring)).isFalse();
        assertThat(ring.state(PATH)).isEmpty();
        assertThat(lease.isRevoked()).isTrue();
        ring.expire();
        ring.expire();
        assertThat(report.lines)
                .containsExactly(
                        "unlocked alice/laptop by password given until " + end,
                        "sealed alice/laptop: its time is over");
        lease.close();
    }

    @Test
    void unlockingAnewSetsTheTimeAnewAndDisturbsNoWork() throws IOException {
        KeyRing ring = unlocked(Optional.of(SHIFT));
        try (Lease lease = ring.take(PATH).orElseThrow()) {
            unlock(ring, "secret", Optional.empty());
            now = now.plus(SHIFT);

            assertThat(lease.isRevoked()).isFalse();
            assertThat(opens(ring)).isTrue();

            ring.lock(PATH);

            assertThat(lease.isRevoked()).isTrue();
            assertThat(lease.repository().version()).isEqualTo(2);
        }
    }

    @Test
    void theKeyOfALeaseIsUselessAfterIt() throws IOException {
        KeyRing ring = unlocked(Optional.empty());
        Lease lease = ring.take(PATH).orElseThrow();

        lease.close();

        assertThatThrownBy(() -> lease.repository().key().copy()).isInstanceOf(IllegalStateException.class);
        assertThat(opens(ring)).isTrue();
    }

    @Test
    void whoRemovesAKeyFileSealsTheRepository() throws IOException {
        repository.addKey("other");
        KeyRing ring = unlocked(Optional.empty());

        Files.delete(keyFile);

        assertThat(ring.state(PATH)).isEmpty();
        assertThat(opens(ring)).isFalse();
        assertThat(report.lines)
                .last()
                .isEqualTo("sealed alice/laptop: its key " + keyFile.getFileName() + " was removed");
        unlock(ring, "other", Optional.empty());
        assertThat(opens(ring)).isTrue();
    }

    @Test
    void aConfigWrittenAnewIsTakenIfItIsOfTheSameRepositoryAndElseSealsIt() throws IOException {
        KeyRing ring = unlocked(Optional.empty());

        repository.writeConfig();
        assertThat(opens(ring)).isTrue();

        Files.write(folder.resolve("alice/laptop/config"), new byte[155]);

        assertThat(opens(ring)).isFalse();
        assertThat(report.lines).last().asString().startsWith("sealed alice/laptop: the key does not open it any more");
    }

    @Test
    void withoutAConfigThereIsNothingToOpen() throws IOException {
        KeyRing ring = unlocked(Optional.empty());

        Files.delete(folder.resolve("alice/laptop/config"));

        assertThat(ring.state(PATH)).isEmpty();
        assertThat(opens(ring)).isFalse();
    }

    @Test
    void aStandingPasswordOpensWhenItIsNeededAndNotBefore() throws IOException {
        environment.put("PACKHOUSE_REPO_PASSWORD", "secret");
        KeyRing ring = ring();
        assertThat(ring.state(PATH)).isEmpty();

        assertThat(opens(ring)).isTrue();
        assertThat(opens(ring)).isTrue();

        assertThat(ring.state(PATH)).contains(new Unlock(Optional.empty()));
        assertThat(report.lines).containsExactly("unlocked alice/laptop by PACKHOUSE_REPO_PASSWORD");
    }

    @Test
    void whatAPersonLockedOnlyAPersonUnlocks() throws IOException {
        environment.put("PACKHOUSE_REPO_PASSWORD", "secret");
        KeyRing ring = ring();

        ring.lock(PATH);
        assertThat(opens(ring)).isFalse();

        unlock(ring, "secret", Optional.of(SHIFT));
        assertThat(opens(ring)).isTrue();
        now = now.plus(SHIFT);
        ring.expire();

        assertThat(opens(ring)).as("the standing password counts again").isTrue();
    }

    @Test
    void aStandingPasswordThatIsWrongIsSaidOnceAndTriedAgainLater() throws IOException {
        environment.put("PACKHOUSE_REPO_PASSWORD", "new");
        KeyRing ring = ring();
        assertThat(opens(ring)).isFalse();
        repository.addKey("new");

        assertThat(opens(ring)).as("not tried again at once").isFalse();
        now = now.plus(StandingKeys.PAUSE);

        assertThat(opens(ring)).isTrue();
        assertThat(report.lines)
                .containsExactly(
                        "refused alice/laptop: PACKHOUSE_REPO_PASSWORD: wrong password: none of 1 keys opens with it",
                        "unlocked alice/laptop by PACKHOUSE_REPO_PASSWORD");
    }

    @Test
    void inTheEndAllKeysAreForgottenAndNoneIsTaken() throws IOException {
        KeyRing ring = unlocked(Optional.empty());

        ring.close();

        assertThat(opens(ring)).isFalse();
        assertThatThrownBy(() -> unlock(ring, "secret", Optional.empty())).hasMessageContaining("stop");
    }

    /** As after a start, when the clients that waited for it send their index files at the same moment. */
    @Test
    void manyWhoNeedItAtOnceTryTheStandingPasswordOnce() throws Exception {
        int many = 4;
        CountDownLatch asked = new CountDownLatch(many);
        AtomicInteger trials = new AtomicInteger();
        environment.put("PACKHOUSE_REPO_PASSWORD", "secret");
        KeyRing ring = new KeyRing(
                path -> {
                    asked.countDown();
                    return repositories
                            .store(path)
                            .map(store -> watched(store, () -> {
                                await(asked);
                                trials.incrementAndGet();
                            }));
                },
                new StandingPasswords(environment),
                () -> now,
                report);
        ExecutorService threads = Executors.newFixedThreadPool(many);
        try {
            List<Future<Boolean>> opened = new ArrayList<>();
            for (int i = 0; i < many; i++) {
                opened.add(threads.submit(() -> opens(ring)));
            }
            for (Future<Boolean> one : opened) {
                assertThat(one.get(60, TimeUnit.SECONDS)).isTrue();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(trials).hasValue(1);
    }

    /** A store that tells when somebody looks which keys there are, as for each trial of a password. */
    private static Store watched(Store store, Runnable look) {
        return (Store) Proxy.newProxyInstance(
                Store.class.getClassLoader(), new Class<?>[] {Store.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("list") && arguments[0] == FileType.KEYS) {
                        look.run();
                    }
                    return method.invoke(store, arguments);
                });
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
