package packhouse.storage.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static packhouse.storage.store.Uploads.content;
import static packhouse.storage.store.Uploads.name;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import packhouse.protocol.FileName;
import packhouse.protocol.FileType;
import packhouse.storage.store.Upload;
import packhouse.storage.store.Uploads;

/** After any history the quota is what lies on the disk, free locks aside. */
final class QuotaHistoryTest {

    private static final long MAX = 400_000;
    private static final int STEPS = 400;
    private static final int THREADS = 6;
    private static final List<FileType> TYPES = List.of(FileType.values());

    /** Few contents, so that histories meet the same files again; some are larger than a free lock. */
    private static final List<byte[]> CONTENTS = contents();

    private static List<byte[]> contents() {
        Random random = new Random(20_260_113);
        List<byte[]> contents = new ArrayList<>();
        for (int size : new int[] {0, 1, 150, 150, 4_000, 20_000, 65_536, 65_537, 90_000, 120_000}) {
            contents.add(content(random, size));
        }
        return contents;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void theCountIsExactAfterEveryStep(long seed) throws IOException {
        Random random = new Random(seed);
        World world = new World(MAX);
        for (int step = 0; step < STEPS; step++) {
            if (random.nextInt(4) == 0) {
                world.disk.failAt(world.disk.steps() + 1 + random.nextInt(8));
            }
            if (random.nextInt(6) == 0) {
                change(world, random);
            } else {
                act(world, random);
            }
            world.disk.failAt(Long.MAX_VALUE);
            assertThat(world.quota.used())
                    .as("seed %d, step %d", seed, step)
                    .isEqualTo(world.countedBytes())
                    .isLessThanOrEqualTo(MAX);
        }
        Quota recounted = new Quota(MAX);
        world.restarted(recounted).survey(world.clock.instant(), talk -> {});
        assertThat(recounted.used()).as("seed %d, recounted", seed).isEqualTo(world.quota.used());
    }

    @Test
    void theCountIsExactAfterManyUploadsAtOnce() throws Exception {
        long seed = 20_260_114;
        World world = new World(MAX);
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Callable<Void>> hands = new ArrayList<>();
            for (int hand = 0; hand < THREADS; hand++) {
                Random random = new Random(seed + hand);
                hands.add(() -> {
                    for (int step = 0; step < STEPS; step++) {
                        act(world, random);
                        assertThat(world.quota.used()).as("seed %d", seed).isBetween(0L, MAX);
                    }
                    return null;
                });
            }
            for (Future<Void> hand : threads.invokeAll(hands)) {
                hand.get();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(world.quota.used()).as("seed %d", seed).isEqualTo(world.countedBytes());
        assertThat(world.files(World.TOP))
                .as("no temporary is left")
                .noneMatch(file -> file.toString().contains("temp"));
    }

    /** What a client does: upload in one of many ways, or delete. Being refused is part of life. */
    private static void act(World world, Random random) {
        try {
            Repository repository = world.repository(random.nextBoolean() ? "a" : "b/c");
            FileType type = TYPES.get(random.nextInt(TYPES.size()));
            byte[] content = CONTENTS.get(random.nextInt(CONTENTS.size()));
            FileName name = name(type, content);
            if (random.nextInt(3) == 0) {
                repository.delete(name);
                return;
            }
            byte[] sent = random.nextInt(6) == 0 ? CONTENTS.get(random.nextInt(CONTENTS.size())) : content;
            upload(repository, name, sent, random);
        } catch (IOException e) {
            assertThat(e.getMessage()).containsAnyOf("quota", "simulated");
        }
    }

    private static void upload(Repository repository, FileName name, byte[] sent, Random random) throws IOException {
        OptionalLong length = random.nextBoolean() ? OptionalLong.of(sent.length) : OptionalLong.empty();
        Upload upload = repository.begin(name, length);
        try {
            int piece = 1 + random.nextInt(70_000);
            for (int at = 0; at < sent.length; at += piece) {
                if (random.nextInt(20) == 0) {
                    return;
                }
                upload.write(ByteBuffer.wrap(sent, at, Math.min(piece, sent.length - at)));
            }
            upload.finish();
        } finally {
            upload.abandon();
        }
    }

    /** What another program does: a file comes, is damaged or goes, and the next list counts it. */
    private static void change(World world, Random random) throws IOException {
        Repository repository = world.repositories.get(World.path("a")).orElseThrow();
        FileType type = TYPES.get(1 + random.nextInt(TYPES.size() - 1));
        byte[] content = CONTENTS.get(2 + random.nextInt(2));
        String folder = type == FileType.DATA
                ? "a/data/" + Uploads.id(content).toString().substring(0, 2) + "/"
                : "a/" + type + "/";
        try {
            repository.create();
            world.put(folder + Uploads.id(content), content(random, random.nextInt(300)));
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("simulated");
        }
        world.clock.advance(Duration.ofSeconds(1));
        repository.size(name(type, content));
        repository.list(type);
    }
}
