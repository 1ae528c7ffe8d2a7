package packhouse.storage.repack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import packhouse.protocol.FileId;
import packhouse.protocol.FileType;
import packhouse.storage.Golden;
import packhouse.storage.format.Envelope;
import packhouse.storage.format.IndexWriter;
import packhouse.storage.upkeep.Finding;

/** A repack among clients that go on working, and owners who change their mind. */
final class RepackMeanwhileTest {

    private static final long SMALL_PACK = 64 << 10;
    private static final Golden GOLDEN = new Golden("restic-0.19.1", "v2-duplicates-mixed");

    @TempDir
    private Path directory;

    @Test
    void aPackThatAClientListsAgainIsLeftAlone() throws IOException {
        try (World world = new World(GOLDEN, directory)) {
            Map<String, List<Copy>> before = world.index();
            FileId named = listFirstSource(world);
            RepackResult result = world.run(World.thorough(SMALL_PACK));
            assertThat(world.pack(named)).exists();
            assertThat(result.leftAlone()).singleElement().satisfies(left -> {
                assertThat(left.some()).contains(named);
                assertThat(left.why()).contains("a client has listed pack " + named + " again");
            });
            assertThat(world.index()).containsOnlyKeys(before.keySet());
            assertThat(errors(world)).isEmpty();
        }
    }

    /** The second batch had left out what the first was to write. */
    @Test
    void whatReliedOnAChangeThatDidNotHappenIsDoneAnew() throws IOException {
        try (World world = new World(GOLDEN, directory)) {
            world.limits = World.FEW;
            Map<String, List<Copy>> before = world.index();
            FileId named = listFirstSource(world);
            RepackResult result = world.run(World.thorough(SMALL_PACK));
            assertThat(world.pack(named)).exists();
            assertThat(result.commits()).isNotEmpty();
            assertThat(world.index()).containsOnlyKeys(before.keySet());
            for (List<Copy> copies : world.index().values()) {
                world.read(copies.get(0));
            }
            assertThat(errors(world)).isEmpty();
            assertThat(world.exchange.staging()).isEmptyDirectory();
        }
    }

    @Test
    void whileOneBatchBecomesRealTheNextIsRewritten() throws IOException {
        try (World world = new World(GOLDEN, directory)) {
            world.limits = World.FEW;
            CountDownLatch commits = new CountDownLatch(1);
            CountDownLatch rewrites = new CountDownLatch(1);
            List<Boolean> met = new CopyOnWriteArrayList<>();
            world.exchange.before = () -> {
                world.exchange.before = () -> {};
                commits.countDown();
                met.add(within(rewrites));
            };
            world.control = new Control() {
                private final AtomicInteger batches = new AtomicInteger();

                @Override
                public void awaitRoom(long bytes) {
                    if (batches.incrementAndGet() == 2) {
                        met.add(within(commits));
                    }
                }

                @Override
                public void checkpoint(long bytes) {
                    if (bytes > 0 && batches.get() == 2) {
                        rewrites.countDown();
                    }
                }

                @Override
                public boolean hold(String why) {
                    return false;
                }
            };
            assertThat(world.run(World.thorough(SMALL_PACK)).commits()).hasSizeGreaterThan(1);
            assertThat(met).containsExactly(true, true);
            assertThat(errors(world)).isEmpty();
        }
    }

    private static boolean within(CountDownLatch latch) {
        try {
            return latch.await(60, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A client lists a pack of the first batch again, just before that becomes real. */
    private static FileId listFirstSource(World world) throws IOException {
        FileId named = firstSource(world);
        world.exchange.before = () -> {
            list(world, named);
            world.exchange.before = () -> {};
        };
        return named;
    }

    private static FileId firstSource(World world) throws IOException {
        try (RepackPlan plan = world.plan(World.thorough(SMALL_PACK))) {
            return plan.batch(0).sources().get(0);
        }
    }

    /** As a client does whose answer to the upload of its index was lost. */
    private static void list(World world, FileId pack) throws IOException {
        IndexWriter writer = new IndexWriter(json -> {
            byte[] sealed = Envelope.seal(json, world.unlocked.key(), world.unlocked.version(), new Random(1));
            Files.write(world.repository.resolve("index/" + FileId.of(Hash.of(sealed))), sealed);
        });
        writer.pack(pack, world.header(pack));
        writer.end();
    }

    @Test
    void whenAClientRemovesIndexFilesTheRestOfThePlanIsVoid() throws IOException {
        try (World world = new World(GOLDEN, directory)) {
            FileId other = world.files(FileType.DATA).get(0);
            FileId before = world.files(FileType.INDEX).get(0);
            list(world, other);
            FileId added = world.files(FileType.INDEX).stream()
                    .filter(index -> !index.equals(before))
                    .findFirst()
                    .orElseThrow();
            List<FileId> packs = world.files(FileType.DATA);
            world.exchange.before = () -> Files.deleteIfExists(world.repository.resolve("index/" + added));
            RepackResult result = world.run(World.thorough(SMALL_PACK));
            assertThat(result.ended())
                    .hasValueSatisfying(why -> assertThat(why).contains("a client has removed index"));
            assertThat(result.commits()).isEmpty();
            assertThat(world.files(FileType.DATA)).isEqualTo(packs);
            assertThat(world.exchange.staging()).isEmptyDirectory();
        }
    }

    @Test
    void aChangeThatMayNotHappenNowHappensLater() throws IOException {
        List<String> held = new ArrayList<>();
        try (World world = new World(GOLDEN, directory)) {
            world.presence = objecting(() -> held.size() < 3);
            world.control = holding(held, true);
            RepackResult result = world.run(World.thorough(SMALL_PACK));
            assertThat(held).hasSize(3).containsOnly("a client holds an exclusive lock");
            assertThat(result.leftAlone()).isEmpty();
            assertThat(errors(world)).isEmpty();
        }
    }

    @Test
    void aChangeThatNobodyWaitsForIsLeft() throws IOException {
        try (World world = new World(GOLDEN, directory)) {
            List<FileId> packs = world.files(FileType.DATA);
            world.presence = objecting(() -> true);
            RepackResult result = world.run(World.thorough(SMALL_PACK));
            assertThat(result.commits()).isEmpty();
            assertThat(result.leftAlone())
                    .extracting(LeftAlone::why)
                    .containsOnly("could not be replaced: a client holds an exclusive lock");
            assertThat(world.files(FileType.DATA)).isEqualTo(packs);
        }
    }

    /** So that a pack can be read by whoever deletes it, also if only an index names it that its client does not know. */
    @Test
    void whatTheNewIndexNamesIsToldBeforeAnybodySeesIt() throws IOException {
        try (World world = new World(GOLDEN, directory)) {
            Map<FileId, List<FileId>> expected = new HashMap<>();
            List<FileId> shown = new ArrayList<>();
            world.presence = new Presence() {
                @Override
                public Optional<Instant> oldest() {
                    return Optional.empty();
                }

                @Override
                public Optional<String> objection() {
                    return Optional.empty();
                }

                @Override
                public void expect(FileId index, List<FileId> packs) {
                    expected.put(index, packs);
                    assertThat(world.repository.resolve("index").resolve(index.toString()))
                            .doesNotExist();
                }

                @Override
                public void decided(FileId index, boolean done) {
                    assertThat(done).isTrue();
                    shown.add(index);
                }
            };
            world.run(World.thorough(SMALL_PACK));
            assertThat(shown).containsAll(expected.keySet());
            List<FileId> live = world.files(FileType.INDEX);
            assertThat(expected.keySet()).containsAll(live);
            assertThat(live.stream().flatMap(index -> expected.getOrDefault(index, List.of()).stream()))
                    .containsExactlyInAnyOrderElementsOf(world.files(FileType.DATA));
        }
    }

    private interface Question {
        boolean isSo();
    }

    private static Presence objecting(Question question) {
        return new Presence() {
            @Override
            public Optional<Instant> oldest() {
                return Optional.empty();
            }

            @Override
            public Optional<String> objection() {
                return question.isSo() ? Optional.of("a client holds an exclusive lock") : Optional.empty();
            }
        };
    }

    private static Control holding(List<String> held, boolean waits) {
        return new Control() {
            @Override
            public void awaitRoom(long bytes) {}

            @Override
            public void checkpoint(long bytes) {}

            @Override
            public boolean hold(String why) {
                held.add(why);
                return waits;
            }
        };
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 10, 20, 30})
    void whereverItIsEndedTheRepositoryIsSound(int checkpoints) throws IOException {
        try (World world = new World(GOLDEN, directory)) {
            Map<String, List<Copy>> before = world.index();
            AtomicInteger left = new AtomicInteger(checkpoints);
            world.limits = World.FEW;
            world.control = new Control() {
                @Override
                public void awaitRoom(long bytes) {}

                @Override
                public void checkpoint(long bytes) {
                    if (left.getAndDecrement() <= 0) {
                        throw new CancellationException("enough");
                    }
                }

                @Override
                public boolean hold(String why) {
                    return false;
                }
            };
            assertThatExceptionOfType(CancellationException.class)
                    .isThrownBy(() -> world.run(World.thorough(SMALL_PACK)));
            assertThat(world.index()).containsOnlyKeys(before.keySet());
            assertThat(errors(world)).isEmpty();
            assertThat(world.exchange.staging()).isEmptyDirectory();
            world.control = Control.FREE;
            assertThat(world.run(World.thorough(SMALL_PACK)).commits()).isNotEmpty();
            assertThat(world.index().values())
                    .allSatisfy(copies -> assertThat(copies).hasSize(1));
        }
    }

    @Test
    void whatCameAMomentAgoIsLeftAlone() throws IOException {
        try (World world = new World(GOLDEN, directory)) {
            RepackOptions patient = new RepackOptions(
                    World.thorough(SMALL_PACK).compression(),
                    true,
                    true,
                    true,
                    true,
                    false,
                    SMALL_PACK,
                    0,
                    Duration.ofDays(36_500));
            try (RepackPlan plan = world.plan(patient)) {
                assertThat(plan.isEmpty()).isTrue();
                assertThat(plan.leftAlone()).extracting(LeftAlone::why).containsExactly(Hindrance.YOUNG.words());
            }
        }
    }

    @Test
    void whatCameWhileASessionWorkedThatStillLivesIsLeftAlone() throws IOException {
        try (World world = new World(GOLDEN, directory)) {
            world.presence = new Presence() {
                @Override
                public Optional<Instant> oldest() {
                    return Optional.of(Instant.parse("2000-01-01T00:00:00Z"));
                }

                @Override
                public Optional<String> objection() {
                    return Optional.empty();
                }
            };
            try (RepackPlan plan = world.plan(World.thorough(SMALL_PACK))) {
                assertThat(plan.isEmpty()).isTrue();
                assertThat(plan.leftAlone()).extracting(LeftAlone::why).containsExactly(Hindrance.LIVING.words());
            }
        }
    }

    @Test
    void whatIsBeyondTheLimitIsLeftForTheNextTime() throws IOException {
        try (World world = new World(GOLDEN, directory)) {
            RepackOptions thorough = World.thorough(SMALL_PACK);
            RepackOptions limited = new RepackOptions(
                    thorough.compression(), true, true, true, true, false, SMALL_PACK, 1, Duration.ZERO);
            try (RepackPlan plan = world.plan(limited)) {
                assertThat(plan.batches()).isEqualTo(1);
            }
        }
    }

    private static List<Finding> errors(World world) throws IOException {
        return world.check().stream()
                .filter(finding -> finding.severity() == Finding.Severity.ERROR)
                .toList();
    }
}
