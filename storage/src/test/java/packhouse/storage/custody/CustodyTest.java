package packhouse.storage.custody;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import packhouse.protocol.FileId;
import packhouse.protocol.FileName;
import packhouse.protocol.FileType;
import packhouse.protocol.RepoPath;
import packhouse.storage.Golden;
import packhouse.storage.TestClock;
import packhouse.storage.Unpacked;
import packhouse.storage.disk.CountingDisk;
import packhouse.storage.disk.Disk;
import packhouse.storage.disk.Modes;
import packhouse.storage.disk.Region;
import packhouse.storage.history.Cause;
import packhouse.storage.history.History;
import packhouse.storage.history.Outcome;
import packhouse.storage.history.Replacement;
import packhouse.storage.history.RestPeriods;
import packhouse.storage.repository.Quota;
import packhouse.storage.repository.Repositories;
import packhouse.storage.repository.Repository;
import packhouse.storage.repository.Reserve;
import packhouse.storage.repository.Unlocked;
import packhouse.storage.store.Store;
import packhouse.storage.store.Upload;
import packhouse.storage.store.Uploads;
import packhouse.storage.store.local.LocalStore;

/** On a repository that restic wrote: a pack that an index names is never left in the trash. */
final class CustodyTest {

    @TempDir
    Path folder;

    private final List<String> said = new ArrayList<>();
    private Consumer<CountingDisk.Call> before = call -> {};
    private Repository repository;
    private Unlocked unlocked;
    private Custody custody;
    private FileId index;
    private FileId pack;

    @BeforeEach
    void open() throws IOException {
        Golden golden = Golden.named("v2-auto").findFirst().orElseThrow();
        Path data = Files.createDirectories(folder.resolve("data"));
        golden.unpack(data);
        Path state = Files.createDirectories(folder.resolve("state"));
        TestClock clock = new TestClock();
        Disk disk = new CountingDisk(Unpacked.disk(data), call -> before.accept(call));
        Repositories repositories = new Repositories(
                data,
                disk,
                new LocalStore.Options(Modes.PRIVATE, true),
                Optional.of(new Repositories.Keeping(
                        state, RestPeriods.DEFAULT, new Reserve(disk, data, 0, clock), said::add)),
                new Quota(0),
                clock,
                new Random(1));
        RepoPath root = new RepoPath(List.of());
        repository = repositories.find(root).orElseThrow();
        Store store = repositories.store(root).orElseThrow();
        unlocked = Unlocked.open(store, Golden.password());
        custody = new Custody(
                store,
                repository.history().orElseThrow(),
                repository.caretaker().orElseThrow(),
                new Semaphore(1000),
                said::add);
        index = Uploads.listed(store, FileType.INDEX).get(0);
        pack = IndexedPacks.read(unlocked, index).orElseThrow().get(0);
    }

    @AfterEach
    void close() {
        unlocked.close();
    }

    private boolean isListed() throws IOException {
        return Uploads.ids(repository.list(FileType.DATA).orElseThrow()).contains(pack);
    }

    private FileName packFile() {
        return FileName.of(FileType.DATA, pack);
    }

    private FileName indexFile() {
        return FileName.of(FileType.INDEX, index);
    }

    private void delete() throws IOException {
        repository.delete(packFile(), custody.isNamed(pack));
    }

    @Test
    void aNamedPackThatIsDeletedCanStillBeReadAndComesBack() throws IOException {
        custody.look(Optional.of(unlocked));
        long size = repository.size(packFile()).orElseThrow();
        delete();
        assertThat(isListed()).isFalse();
        assertThat(repository.size(packFile())).hasValue(size);
        try (Region region = repository.open(packFile()).orElseThrow()) {
            assertThat(region.size()).isEqualTo(size);
        }
        custody.look(Optional.empty());
        assertThat(isListed()).isTrue();
        assertThat(said).singleElement().asString().contains("1 packs", "shown again");
    }

    @Test
    void aPackThatNobodyNamesIsGoneForItsClient() throws IOException {
        custody.look(Optional.of(unlocked));
        repository.delete(indexFile());
        custody.removed(index);
        delete();
        assertThat(repository.size(packFile())).isEmpty();
        custody.look(Optional.of(unlocked));
        assertThat(isListed()).isFalse();
        assertThat(said).isEmpty();
    }

    @Test
    void anIndexThatComesBackBringsItsPacks() throws IOException {
        byte[] bytes;
        try (Region region = repository.open(indexFile()).orElseThrow()) {
            ByteBuffer buffer = ByteBuffer.allocate((int) region.size());
            region.read(buffer, 0);
            bytes = buffer.array();
        }
        repository.delete(indexFile());
        delete();
        assertThat(isListed()).isFalse();
        Upload upload = repository.begin(indexFile(), OptionalLong.of(bytes.length));
        upload.write(ByteBuffer.wrap(bytes));
        upload.finish();
        custody.arrived(index, unlocked);
        assertThat(isListed()).isTrue();
        assertThat(custody.isNamed(pack)).isTrue();
    }

    /** A change is real, and what it hides still lies in its place. */
    @Test
    void anIndexThatArrivesWhileItsPackIsTakenAwayBringsItBack() throws Exception {
        History history = repository.history().orElseThrow();
        FutureTask<Boolean> post = new FutureTask<>(() -> {
            custody.arrived(index, unlocked);
            return true;
        });
        Thread client = new Thread(post, "client");
        before = call -> {
            if (call == CountingDisk.Call.RENAME && history.isLeaving(packFile()) && !client.isAlive()) {
                client.start();
                Awaitility.await().until(() -> client.getState() == Thread.State.BLOCKED || post.isDone());
            }
        };
        long size = repository.size(packFile()).orElseThrow();
        Replacement change = new Replacement(Cause.REPACKED, List.of(), List.of(new Replacement.Old(packFile(), size)));
        assertThat(history.replace(change, Optional::empty)).isInstanceOf(Outcome.Done.class);
        assertThat(post.get()).isTrue();
        assertThat(isListed()).isTrue();
    }

    /** A prune that lost its lock deletes a pack; the index that it planned with has just been replaced. */
    @Test
    void whatAnIndexNamesThatIsAboutToComeCanBeReadByWhoDeletesIt() throws IOException {
        FileId next = FileId.parse("ab".repeat(32)).orElseThrow();
        custody.look(Optional.of(unlocked));
        repository.delete(indexFile());
        custody.removed(index);
        assertThat(custody.isNamed(pack)).isFalse();

        custody.expect(next, List.of(pack));
        custody.look(Optional.of(unlocked));
        assertThat(custody.isNamed(pack)).as("it is not there yet").isTrue();

        custody.decided(next, true);
        assertThat(custody.isNamed(pack)).isTrue();
        custody.look(Optional.of(unlocked));
        assertThat(custody.isNamed(pack)).as("it came and went").isFalse();

        custody.expect(next, List.of(pack));
        custody.decided(next, false);
        assertThat(custody.isNamed(pack)).isFalse();
    }

    @Test
    void whatWasDeletedWhileItWasSealedComesBackWhenItIsUnlocked() throws IOException {
        delete();
        custody.look(Optional.empty());
        assertThat(isListed()).isFalse();
        custody.look(Optional.of(unlocked));
        assertThat(isListed()).isTrue();
    }

    @Test
    void anIndexThatNobodyCanReadIsSaidAndStopsNothing() throws IOException {
        byte[] garbage = new byte[100];
        FileName name = Uploads.name(FileType.INDEX, garbage);
        Upload upload = repository.begin(name, OptionalLong.of(garbage.length));
        upload.write(ByteBuffer.wrap(garbage));
        upload.finish();
        custody.arrived(name.digest().orElseThrow(), unlocked);
        assertThat(said).singleElement().asString().contains("cannot be read");
        delete();
        custody.look(Optional.of(unlocked));
        assertThat(isListed()).isTrue();
    }

    @Test
    void deadLocksGoToTheTrashAndCanBeHadBack() throws IOException {
        byte[] lock = {1, 2, 3};
        FileName name = Uploads.name(FileType.LOCKS, lock);
        Upload upload = repository.begin(name, OptionalLong.of(lock.length));
        upload.write(ByteBuffer.wrap(lock));
        upload.finish();
        assertThat(repository.history().orElseThrow().retire(List.of(name, name)))
                .isEqualTo(1);
        assertThat(repository.size(name)).isEmpty();
        assertThat(repository.history().orElseThrow().retire(List.of(name))).isZero();
        assertThat(repository.caretaker().orElseThrow().trash())
                .extracting(kept -> kept.file().cause().toString())
                .containsExactly("locks that nobody refreshed");
        repository.caretaker().orElseThrow().restore(file -> true);
        assertThat(repository.size(name)).isPresent();
    }
}
