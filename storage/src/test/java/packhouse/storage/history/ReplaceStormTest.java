package packhouse.storage.history;

import static org.assertj.core.api.Assertions.assertThat;
import static packhouse.storage.store.Uploads.content;
import static packhouse.storage.store.Uploads.name;
import static packhouse.storage.store.Uploads.upload;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import packhouse.protocol.FileId;
import packhouse.protocol.FileName;
import packhouse.protocol.FileType;
import packhouse.storage.disk.Modes;
import packhouse.storage.disk.Region;
import packhouse.storage.disk.WritableFile;
import packhouse.storage.store.Uploads;

/** Many lists and reads while one set of files takes the place of another again and again. */
final class ReplaceStormTest {

    private static final long SEED = 20_261_130;
    private static final int ROUNDS = 120;
    private static final int FILES = 8;

    private final Machine machine;
    private final Random random = new Random(SEED);
    /** Every set that was ever meant to be listed. */
    private final Set<Set<FileId>> commits = ConcurrentHashMap.newKeySet();

    ReplaceStormTest() throws IOException {
        machine = new Machine();
    }

    private Map<FileId, byte[]> generation() {
        Map<FileId, byte[]> files = new ConcurrentHashMap<>();
        for (int i = 0; i < FILES; i++) {
            byte[] content = content(random, 30);
            files.put(Uploads.id(content), content);
        }
        commits.add(Set.copyOf(files.keySet()));
        return files;
    }

    private Replacement change(FileType type, Map<FileId, byte[]> old, Map<FileId, byte[]> fresh) throws IOException {
        Path folder = machine.history.staging();
        List<Replacement.Staged> staged = new ArrayList<>();
        for (Map.Entry<FileId, byte[]> file : fresh.entrySet()) {
            Path path = folder.resolve(file.getKey().toString());
            try (WritableFile out = machine.disk.create(path, Modes.PRIVATE)) {
                out.write(ByteBuffer.wrap(file.getValue()));
                out.force();
            }
            staged.add(new Replacement.Staged(FileName.of(type, file.getKey()), file.getValue().length, path));
        }
        List<Replacement.Old> gone = old.entrySet().stream()
                .map(file -> new Replacement.Old(FileName.of(type, file.getKey()), file.getValue().length))
                .toList();
        return new Replacement(Cause.REPACKED, staged, gone);
    }

    @ParameterizedTest
    @EnumSource(names = {"DATA", "INDEX"})
    void everyListIsTheSetOfOneCommitAndWhatItNamesCanBeRead(FileType type) throws Exception {
        Map<FileId, byte[]> now = generation();
        for (Map.Entry<FileId, byte[]> file : now.entrySet()) {
            upload(machine.store, FileName.of(type, file.getKey()), file.getValue());
        }
        AtomicBoolean over = new AtomicBoolean();
        CountDownLatch listing = new CountDownLatch(2);
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            List<Future<Integer>> listers = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                listers.add(threads.submit(() -> list(type, over, listing)));
            }
            assertThat(listing.await(2, TimeUnit.MINUTES)).as("the first lists").isTrue();
            for (int round = 0; round < ROUNDS; round++) {
                Map<FileId, byte[]> fresh = generation();
                assertThat(machine.history.replace(change(type, now, fresh), Optional::empty))
                        .isInstanceOf(Outcome.Done.class);
                now = fresh;
            }
            over.set(true);
            for (Future<Integer> lister : listers) {
                assertThat(lister.get()).isPositive();
            }
        } finally {
            over.set(true);
            threads.shutdownNow();
        }
        assertThat(machine.caretaker.superseded()).hasSize(ROUNDS);
    }

    private int list(FileType type, AtomicBoolean over, CountDownLatch listing) throws IOException {
        int lists = 0;
        for (; !over.get(); lists++) {
            Set<FileId> listed =
                    new HashSet<>(Uploads.ids(machine.store.list(type).orElseThrow()));
            assertThat(commits).as("seed %d", SEED).contains(listed);
            for (FileId id : listed) {
                assertThat(canBeRead(FileName.of(type, id)))
                        .as("seed %d, %s", SEED, id)
                        .isTrue();
            }
            listing.countDown();
        }
        return lists;
    }

    /** As a repository reads. */
    private boolean canBeRead(FileName name) throws IOException {
        Optional<Region> opened = machine.store.open(name);
        if (opened.isEmpty()) {
            opened = machine.history.openHidden(name);
        }
        if (opened.isPresent()) {
            opened.get().close();
        }
        return opened.isPresent();
    }

    @Test
    void noAnswerToAnUploadCanPassWhileABatchAsksForConsent() throws Exception {
        Map<FileId, byte[]> old = generation();
        for (Map.Entry<FileId, byte[]> file : old.entrySet()) {
            upload(machine.store, FileName.of(FileType.DATA, file.getKey()), file.getValue());
        }
        AtomicInteger passed = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            List<Future<?>> uploads = new ArrayList<>();
            Outcome outcome = machine.history.replace(change(FileType.DATA, old, generation()), () -> {
                CountDownLatch started = new CountDownLatch(1);
                uploads.add(threads.submit(() -> {
                    started.countDown();
                    machine.history.pass();
                    return passed.incrementAndGet();
                }));
                uploads.add(threads.submit(() -> assertThat(machine.history.pass(Duration.ofMillis(1)))
                        .as("not in so short a time")
                        .isFalse()));
                await(started, uploads.get(1));
                assertThat(passed).hasValue(0);
                return Optional.empty();
            });
            assertThat(outcome).isInstanceOf(Outcome.Done.class);
            for (Future<?> upload : uploads) {
                upload.get(2, TimeUnit.MINUTES);
            }
            assertThat(passed).hasValue(1);
        } finally {
            threads.shutdownNow();
        }
    }

    private static void await(CountDownLatch started, Future<?> brief) throws IOException {
        try {
            assertThat(started.await(2, TimeUnit.MINUTES)).isTrue();
            brief.get(2, TimeUnit.MINUTES);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new IOException(e);
        }
    }

    @Test
    void anUploadOfANameThatIsLeavingWaitsAndIsThereAfterwards() throws Exception {
        byte[] pack = content(random, 30);
        upload(machine.store, name(FileType.DATA, pack), pack);
        Map<FileId, byte[]> old = Map.of(Uploads.id(pack), pack);
        ExecutorService threads = Executors.newFixedThreadPool(1);
        try {
            machine.store.swap(List.of(), List.of(name(FileType.DATA, pack)));
            CountDownLatch started = new CountDownLatch(1);
            Future<?> again = threads.submit(() -> {
                started.countDown();
                return upload(machine.store, name(FileType.DATA, pack), pack);
            });
            assertThat(started.await(2, TimeUnit.MINUTES)).isTrue();
            assertThat(machine.store.moveOut(name(FileType.DATA, pack), Machine.STATE.resolve("aside")))
                    .isTrue();
            assertThat(again.isDone()).as("it waits").isFalse();
            machine.store.release(name(FileType.DATA, pack));
            again.get(2, TimeUnit.MINUTES);
        } finally {
            threads.shutdownNow();
        }
        assertThat(machine.live(name(FileType.DATA, pack)))
                .isEqualTo(old.keySet().stream().findFirst());
    }
}
