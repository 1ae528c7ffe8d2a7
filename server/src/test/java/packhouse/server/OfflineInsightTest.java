package packhouse.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import packhouse.protocol.FileId;
import packhouse.protocol.FileName;
import packhouse.protocol.FileType;
import packhouse.protocol.RepoPath;
import packhouse.protocol.admin.Audience;
import packhouse.protocol.admin.EmptyView;
import packhouse.protocol.admin.HistoryView;
import packhouse.protocol.admin.Inquiry;
import packhouse.protocol.admin.Message;
import packhouse.protocol.admin.Question;
import packhouse.protocol.admin.RestoreView;
import packhouse.protocol.admin.Selection;
import packhouse.protocol.admin.TrashView;
import packhouse.protocol.admin.Trouble;
import packhouse.protocol.admin.Views.Problem;
import packhouse.server.cli.Offline;
import packhouse.server.keys.SmallRepository;
import packhouse.storage.disk.Disk;
import packhouse.storage.disk.Modes;
import packhouse.storage.disk.RealDisk;
import packhouse.storage.history.RestPeriods;
import packhouse.storage.repository.Quota;
import packhouse.storage.repository.Repositories;
import packhouse.storage.repository.Reserve;
import packhouse.storage.store.local.LocalStore;

/** What is done with a directory that no server holds. */
final class OfflineInsightTest {

    private static final RepoPath PATH = RepoPath.parse("laptop").orElseThrow();
    private static final FileId SNAPSHOT = FileId.parse("ab".repeat(32)).orElseThrow();

    @TempDir
    private Path top = Path.of("");

    private Path state = Path.of("");
    private Path snapshot = Path.of("");

    @BeforeEach
    void aRepositoryOfWhichAClientDeletedASnapshot() throws IOException {
        Path repository = top.resolve("laptop");
        SmallRepository.at(repository);
        snapshot = repository.resolve("snapshots").resolve(SNAPSHOT.toString());
        Files.writeString(snapshot, "a snapshot");
        state = Files.createDirectory(top.resolve(".packhouse"));
        Disk disk = RealDisk.probe(top, warning -> {});
        InstantSource clock = InstantSource.system();
        new Repositories(
                        top,
                        disk,
                        new LocalStore.Options(Modes.PRIVATE, true),
                        Optional.of(new Repositories.Keeping(
                                state, RestPeriods.DEFAULT, new Reserve(disk, top, 0, clock), line -> {})),
                        new Quota(0),
                        clock,
                        new Random(1))
                .find(PATH)
                .orElseThrow()
                .delete(FileName.of(FileType.SNAPSHOTS, SNAPSHOT));
    }

    private Message ask(Question question, Selection selection) {
        return new OfflineInsight(Map.of())
                .answer(new Offline.Place(top, state), PATH, Inquiry.ofTrash(question, selection), new Audience() {
                    @Override
                    public void tell(Message message) {}

                    @Override
                    public boolean isGone() {
                        return false;
                    }
                });
    }

    @Test
    void theTrashIsListedRestoredAndEmptied() {
        TrashView trash = (TrashView) ask(Question.TRASH, Selection.NOTHING);
        assertThat(trash.list()).extracting(TrashView.File::id).containsExactly(SNAPSHOT.toString());
        assertThat(trash.list().get(0).restsUntil())
                .isEqualTo(trash.list().get(0).deletedAt().plus(Duration.ofDays(30)));
        HistoryView history = (HistoryView) ask(Question.HISTORY, Selection.NOTHING);
        assertThat(history.commits()).extracting(HistoryView.Commit::number).containsExactly(1L);
        RestoreView restored = (RestoreView) ask(Question.RESTORE, new Selection(List.of(), 1, false));
        assertThat(restored.files()).isOne();
        assertThat(snapshot).hasContent("a snapshot");
        assertThat(((EmptyView) ask(Question.EMPTY, Selection.NOTHING)).files()).isZero();
    }

    @Test
    void whileAServerHoldsTheDirectoryItIsRefused() throws Exception {
        try (StateDirectory held = StateDirectory.open(state, top)) {
            assertThat(held.path()).isEqualTo(state);
            assertThat(((Problem) ask(Question.EMPTY, Selection.NOTHING)).code())
                    .isEqualTo(Trouble.LOCKED.code());
        }
    }

    /** Its state may lie elsewhere, where this process does not look. */
    @Test
    void alsoIfItsStateLiesElsewhere(@TempDir Path elsewhere) throws Exception {
        try (StateDirectory held = StateDirectory.open(elsewhere, top)) {
            assertThat(held.path()).isEqualTo(elsewhere);
            assertThat(((Problem) ask(Question.EMPTY, Selection.NOTHING)).code())
                    .isEqualTo(Trouble.LOCKED.code());
        }
        assertThat(ask(Question.EMPTY, Selection.NOTHING)).isInstanceOf(EmptyView.class);
    }

    @Test
    void whoseConfigWasDeletedIsStillARepositoryForItsTrashOnly() throws IOException {
        Files.delete(top.resolve("laptop").resolve("config"));
        assertThat(ask(Question.TRASH, Selection.NOTHING)).isInstanceOf(TrashView.class);
        OfflineFiles files = new OfflineFiles(top, PATH);
        assertThat(files.objection(PATH, Question.REPACK)).isPresent();
    }

    @Test
    void newFilesAreLikeTheConfig() throws IOException {
        OfflineFiles files = new OfflineFiles(top, PATH);
        Path config = top.resolve("laptop").resolve("config");
        Files.setPosixFilePermissions(config, PosixFilePermissions.fromString("rw-------"));
        assertThat(files.modes()).isEqualTo(Modes.PRIVATE);
        Files.setPosixFilePermissions(config, PosixFilePermissions.fromString("rw-rw----"));
        assertThat(files.modes()).isEqualTo(Modes.GROUP);
    }

    /** Only root can give files away; others find some that are not theirs. */
    @Test
    void whoIsNotTheirOwnerChangesNothing() throws IOException {
        Path other = Path.of("/proc/1");
        boolean own = Files.getOwner(other).equals(Files.getOwner(Path.of("/proc/self")));
        Path config = top.resolve("laptop").resolve("config");
        if (own) {
            Files.setAttribute(config, "unix:uid", 65_534);
            for (Question question : List.of(Question.REPACK, Question.ADD_KEY, Question.EMPTY)) {
                Problem problem = (Problem)
                        new OfflineFiles(top, PATH).objection(PATH, question).orElseThrow();
                assertThat(problem.detail()).contains("config belongs to");
                assertThat(problem.hint()).contains("sudo -u");
            }
        }
        assertThat(new OfflineFiles(Path.of("/proc"), RepoPath.parse("1").orElseThrow())
                        .objection(PATH, Question.TRASH)
                        .isEmpty())
                .isEqualTo(own);
    }
}
