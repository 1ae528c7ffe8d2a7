package packhouse.server.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import packhouse.server.access.UserFile.Missing;

/** The user file is followed as it changes, and a broken one changes nothing. */
class UserFileTest {

    private static final Instant START = Instant.parse("2026-11-23T12:00:00Z");

    private final ManualTime time = new ManualTime(START);
    private final RecordingReport report = new RecordingReport();

    @TempDir
    private Path folder = Path.of("");

    private Path file = Path.of("");

    @BeforeEach
    void aFileWithAlice() throws IOException {
        file = folder.resolve("users");
        write("alice:" + PlainHasher.stored("secret") + "\n", START.minusSeconds(60));
    }

    private void write(String content, Instant mtime) throws IOException {
        Files.writeString(file, content);
        Files.setLastModifiedTime(file, FileTime.from(mtime));
    }

    private UserFile open() throws IOException {
        return UserFile.open(file, Missing.REFUSED, time, report);
    }

    @Test
    void aChangedFileIsReadAtTheNextLook() throws IOException {
        UserFile users = open();
        write("bob:" + PlainHasher.stored("secret") + "\n", START);
        time.pass(UserFile.LOOK_EVERY);

        users.look();

        assertThat(users.users().hashes()).containsOnlyKeys("bob");
    }

    @Test
    void aFileThatLooksTheSameIsNotReadAgain() throws IOException {
        UserFile users = open();
        Users before = users.users();

        users.look();

        assertThat(users.users()).isSameAs(before);
    }

    @Test
    void aChangeWithinTheSameTimeStepIsSeenAtTheNextLook() throws IOException {
        write("alice:" + PlainHasher.stored("before") + "\n", START);
        UserFile users = open();
        write("alice:" + PlainHasher.stored("behind") + "\n", START);
        time.pass(UserFile.LOOK_EVERY);

        users.look();

        assertThat(users.users().hashes().get("alice")).isEqualTo(StoredHash.parse(PlainHasher.stored("behind")));
    }

    @Test
    void aBrokenFileKeepsTheOldUsersAndSaysSoOnce() throws IOException {
        UserFile users = open();
        write("<html>", START);

        users.look();
        users.look();

        assertThat(users.users().hashes()).containsOnlyKeys("alice");
        assertThat(report.warnings).singleElement().asString().contains(file.toString(), "stay");
    }

    @Test
    void aFileThatVanishedKeepsTheOldUsersUntilItIsBack() throws IOException {
        UserFile users = open();
        Files.delete(file);
        users.look();
        assertThat(users.count()).isOne();

        write("bob:" + PlainHasher.stored("secret") + "\n", START.minusSeconds(60));
        users.look();

        assertThat(users.users().hashes()).containsOnlyKeys("bob");
    }

    @Test
    void aFileOverTheLimitKeepsTheOldUsers() throws IOException {
        UserFile users = open();
        write("#".repeat(Users.MAX_BYTES + 1), START);

        users.reload();

        assertThat(users.count()).isOne();
        assertThat(report.warnings).singleElement().asString().contains("bytes");
    }

    @Test
    void reloadReadsWhateverTheFileLooksLike() throws IOException {
        UserFile users = open();
        Users before = users.users();

        users.reload();

        assertThat(users.users()).isNotSameAs(before);
        assertThat(report.notices).singleElement().asString().contains("1 users");
    }

    @Test
    void aNamedFileHasToBeThere() {
        Path missing = folder.resolve("missing");

        assertThatThrownBy(() -> UserFile.open(missing, Missing.REFUSED, time, report))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(missing.toString());
    }

    @Test
    void withoutTheDefaultFileNobodyIsAUserUntilItComes() throws IOException {
        Files.delete(file);
        UserFile users = UserFile.open(file, Missing.NO_USERS, time, report);
        assertThat(users.count()).isZero();
        users.look();
        assertThat(report.warnings).isEmpty();

        aFileWithAlice();
        users.look();

        assertThat(users.users().hashes()).containsOnlyKeys("alice");
    }

    @Test
    void aFileIsSoundUnlessItCouldNotBeReadLast() throws IOException {
        UserFile users = open();
        assertThat(users.isSound()).isTrue();

        Files.delete(file);
        users.look();
        assertThat(users.isSound()).isFalse();

        write("<html>", START);
        users.look();
        assertThat(users.isSound()).isFalse();

        aFileWithAlice();
        users.look();
        assertThat(users.isSound()).isTrue();
    }

    @Test
    void aDefaultFileThatWasNeverThereIsSound() throws IOException {
        Files.delete(file);
        UserFile users = UserFile.open(file, Missing.NO_USERS, time, report);

        users.look();

        assertThat(users.isSound()).isTrue();
    }

    @Test
    void aFolderIsNoUserFile() {
        assertThatThrownBy(() -> UserFile.open(folder, Missing.NO_USERS, time, report))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("not a regular file");
    }

    @Test
    void aLookIsOftenEnoughForAChangeToBeInForceWithinThirtySeconds() {
        assertThat(UserFile.LOOK_EVERY.plus(UserFile.SETTLED)).isLessThan(Duration.ofSeconds(30));
    }
}
