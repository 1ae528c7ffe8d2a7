package packhouse.storage.store;

import static org.assertj.core.api.Assertions.assertThat;
import static packhouse.storage.store.Uploads.begun;
import static packhouse.storage.store.Uploads.content;
import static packhouse.storage.store.Uploads.download;
import static packhouse.storage.store.Uploads.id;
import static packhouse.storage.store.Uploads.listed;
import static packhouse.storage.store.Uploads.name;
import static packhouse.storage.store.Uploads.upload;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import packhouse.protocol.FileId;
import packhouse.protocol.FileName;
import packhouse.protocol.FileType;

/** What every store promises to one client at a time; {@link StoreStormContract} has the promises to many. */
public abstract class StoreContract {

    protected static final byte[] HELLO = "hello".getBytes(StandardCharsets.US_ASCII);
    protected static final byte[] OTHER = "other bytes".getBytes(StandardCharsets.US_ASCII);

    private final Random random = new Random(20_260_105);
    private Store store;

    /** A store, as a new process has it, on the place of this test. */
    protected abstract Store store(boolean verify);

    /** A store on another place, where nothing is. */
    protected abstract Store missing();

    /** Puts a file into its place as another program would: over what is there, without asking the store. */
    protected abstract void putBehind(FileName name, byte[] content) throws IOException;

    /** Removes a file as another program would. */
    protected abstract void removeBehind(FileName name) throws IOException;

    /** Puts something that is no file of a repository beside the files of a kind. */
    protected abstract void strayBehind(FileType type, String name) throws IOException;

    /** Removes the folder of a kind with all its files. */
    protected abstract void removeFolderBehind(FileType type) throws IOException;

    /** Lets so much time pass that the store believes what it knows. */
    protected abstract void letTimePass() throws IOException;

    @BeforeEach
    void begin() throws IOException {
        store = store(true);
        store.create();
    }

    @Test
    void aRepositoryThatIsMissingHasNothing() throws IOException {
        Store missing = missing();
        assertThat(missing.exists()).isFalse();
        for (FileType type : FileType.values()) {
            assertThat(missing.list(type)).as(type.folder()).isEmpty();
            assertThat(missing.size(name(type, HELLO))).isEmpty();
            assertThat(missing.open(name(type, HELLO))).isEmpty();
            assertThat(missing.arrived(name(type, HELLO))).isEmpty();
            assertThat(missing.delete(name(type, HELLO))).isEmpty();
        }
    }

    @Test
    void aNewRepositoryIsEmptyAndCreatingItAgainChangesNothing() throws IOException {
        upload(store, name(FileType.KEYS, HELLO), HELLO);
        store.create();
        assertThat(store.exists()).isTrue();
        for (FileType type : FileType.values()) {
            assertThat(listed(store, type)).hasSize(type == FileType.KEYS ? 1 : 0);
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatWasSavedIsListedAndRead(FileType type) throws IOException {
        for (int length : new int[] {0, 1, 150, 100_000}) {
            byte[] content = content(random, length);
            FileName name = name(type, content);
            assertThat(upload(store, name, content)).isEqualTo(new Saved.Stored(length));
            assertThat(store.size(name)).hasValue(length);
            assertThat(store.arrived(name)).isPresent();
            assertThat(download(store, name))
                    .hasValueSatisfying(found -> assertThat(found).isEqualTo(content));
            assertThat(listed(store, type)).hasSize(1);
            assertThat(store.list(type).orElseThrow().bytes()).isEqualTo(length);
            assertThat(store.count(type).files()).isEqualTo(1);
            assertThat(store.count(type).bytes()).isEqualTo(length);
            assertThat(store.delete(name)).hasValue(length);
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatWasDeletedIsGoneAndMayComeAgain(FileType type) throws IOException {
        FileName name = name(type, HELLO);
        upload(store, name, HELLO);
        assertThat(store.delete(name)).hasValue(5);
        assertThat(store.delete(name)).isEmpty();
        assertThat(store.size(name)).isEmpty();
        assertThat(store.arrived(name)).isEmpty();
        assertThat(store.open(name)).isEmpty();
        assertThat(listed(store, type)).isEmpty();
        assertThat(upload(store, name, HELLO)).isEqualTo(new Saved.Stored(5));
        assertThat(listed(store, type)).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void theSameBytesAgainArePresent(FileType type) throws IOException {
        FileName name = name(type, HELLO);
        upload(store, name, HELLO);
        assertThat(upload(store, name, HELLO)).isEqualTo(new Saved.Present(5));
        assertThat(upload(store(false), name, HELLO)).isEqualTo(new Saved.Present(5));
        assertThat(listed(store, type)).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "CONFIG")
    void bytesThatDoNotHashToTheirNameAreNotStored(FileType type) throws IOException {
        FileName name = name(type, HELLO);
        assertThat(upload(store, name, OTHER))
                .isEqualTo(new Saved.WrongHash(id(OTHER).toString()));
        assertThat(store.size(name)).isEmpty();
        assertThat(listed(store, type)).isEmpty();
        upload(store, name, HELLO);
        assertThat(upload(store, name, OTHER)).isInstanceOf(Saved.WrongHash.class);
        assertThat(download(store, name))
                .hasValueSatisfying(found -> assertThat(found).isEqualTo(HELLO));
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "CONFIG")
    void aDamagedCopyIsReplacedByAVerifiedUpload(FileType type) throws IOException {
        FileName name = name(type, HELLO);
        for (String damaged : List.of("", "hell", "hellO", "hello and more")) {
            putBehind(name, damaged.getBytes(StandardCharsets.US_ASCII));
            assertThat(listed(store, type)).hasSize(1);
            assertThat(upload(store, name, HELLO)).isEqualTo(new Saved.Stored(5));
            assertThat(download(store, name))
                    .hasValueSatisfying(found -> assertThat(found).isEqualTo(HELLO));
            assertThat(store.list(type).orElseThrow().bytes()).isEqualTo(5);
        }
    }

    @ParameterizedTest
    @EnumSource
    void withoutVerificationNothingStoredIsReplaced(FileType type) throws IOException {
        Store trusting = store(false);
        FileName name = name(type, HELLO);
        assertThat(upload(trusting, name, OTHER)).isEqualTo(new Saved.Stored(OTHER.length));
        assertThat(upload(trusting, name, HELLO)).isEqualTo(new Saved.Differs());
        assertThat(upload(trusting, name, OTHER)).isEqualTo(new Saved.Present(OTHER.length));
        assertThat(download(trusting, name))
                .hasValueSatisfying(found -> assertThat(found).isEqualTo(OTHER));
    }

    @Test
    void aSecondConfigWithOtherBytesDiffers() throws IOException {
        upload(store, FileName.config(), HELLO);
        assertThat(upload(store, FileName.config(), OTHER)).isEqualTo(new Saved.Differs());
        assertThat(download(store, FileName.config()))
                .hasValueSatisfying(found -> assertThat(found).isEqualTo(HELLO));
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "CONFIG")
    void aMissingFolderOfAnExistingRepositoryIsAnEmptyList(FileType type) throws IOException {
        upload(store, name(type, HELLO), HELLO);
        removeFolderBehind(type);
        assertThat(listed(store, type)).isEmpty();
        assertThat(store.size(name(type, HELLO))).isEmpty();
        assertThat(upload(store, name(type, HELLO), HELLO)).isEqualTo(new Saved.Stored(5));
        assertThat(listed(store, type)).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void aFileComesIntoARepositoryThatWasNeverCreated(FileType type) throws IOException {
        Store fresh = missing();
        assertThat(upload(fresh, name(type, HELLO), HELLO)).isEqualTo(new Saved.Stored(5));
        assertThat(listed(fresh, type)).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void anUploadUnderWayIsNotListed(FileType type) throws IOException {
        FileName name = name(type, HELLO);
        Upload upload = begun(store, name, HELLO);
        assertThat(listed(store, type)).isEmpty();
        assertThat(store.size(name)).isEmpty();
        upload.abandon();
        upload.abandon();
        assertThat(listed(store, type)).isEmpty();
        assertThat(store.size(name)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void ofTwoUploadsOfOneFileBothSucceed(FileType type) throws IOException {
        FileName name = name(type, HELLO);
        Upload one = begun(store, name, HELLO);
        Upload two = begun(store, name, HELLO);
        assertThat(two.finish()).isEqualTo(new Saved.Stored(5));
        assertThat(one.finish()).isEqualTo(new Saved.Present(5));
        assertThat(listed(store, type)).hasSize(1);
        assertThat(store.count(type).bytes()).isEqualTo(5);
    }

    @ParameterizedTest
    @EnumSource
    void anUploadGivenUpTakesNothingOfAnotherThatFinished(FileType type) throws IOException {
        FileName name = name(type, HELLO);
        Upload one = begun(store, name, HELLO);
        assertThat(upload(store, name, HELLO)).isEqualTo(new Saved.Stored(5));
        one.abandon();
        assertThat(download(store, name))
                .hasValueSatisfying(found -> assertThat(found).isEqualTo(HELLO));
        assertThat(listed(store, type)).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void anUploadMayFinishAfterItsFileWasDeleted(FileType type) throws IOException {
        FileName name = name(type, HELLO);
        Upload one = begun(store, name, HELLO);
        upload(store, name, HELLO);
        store.delete(name);
        assertThat(one.finish()).isEqualTo(new Saved.Stored(5));
        assertThat(listed(store, type)).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void changesOfOthersAreSeen(FileType type) throws IOException {
        FileName name = name(type, HELLO);
        for (boolean known : new boolean[] {false, true}) {
            assertThat(listed(store, type)).isEmpty();
            believe(known, type);
            putBehind(name, HELLO);
            assertThat(listed(store, type)).hasSize(1);
            assertThat(store.size(name)).hasValue(5);
            assertThat(store.list(type).orElseThrow().bytes()).isEqualTo(5);
            believe(known, type);
            removeBehind(name);
            assertThat(listed(store, type)).isEmpty();
            assertThat(store.size(name)).isEmpty();
        }
    }

    /** Twice: the first list after the time has passed is the one that is believed. */
    private void believe(boolean known, FileType type) throws IOException {
        if (known) {
            letTimePass();
            listed(store, type);
            listed(store, type);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aCopyThatSomebodyReplacedIsListedWithItsNewSize(FileType type) throws IOException {
        FileName name = name(type, HELLO);
        putBehind(name, OTHER);
        assertThat(store.list(type).orElseThrow().bytes()).isEqualTo(OTHER.length);
        believe(true, type);
        putBehind(name, HELLO);
        assertThat(store.list(type).orElseThrow().bytes()).isEqualTo(HELLO.length);
    }

    @ParameterizedTest
    @EnumSource
    void aFileOfAnotherSizeThanItWasIsNoticedWhenItIsMet(FileType type) throws IOException {
        FileName name = name(type, HELLO);
        upload(store, name, HELLO);
        putBehind(name, OTHER);
        assertThat(store.size(name)).hasValue(OTHER.length);
        assertThat(store.list(type).orElseThrow().bytes()).isEqualTo(OTHER.length);
        assertThat(store.count(type).bytes()).isEqualTo(OTHER.length);
    }

    @Test
    void temporariesAndStraysAreNeverListed() throws IOException {
        for (FileType type : FileType.values()) {
            FileName name = name(type, HELLO);
            strayBehind(type, id(OTHER) + ".packhouse-temp1");
            strayBehind(type, id(OTHER) + ".rest-server-temp1");
            strayBehind(type, id(OTHER).toString().toUpperCase(Locale.ROOT));
            strayBehind(type, "README");
            strayBehind(type, "config.packhouse-temp7");
            upload(store, name, HELLO);
            assertThat(listed(store, type)).hasSize(1);
            assertThat(listed(store(true), type)).hasSize(1);
        }
    }

    @Test
    void manyFilesAreAllListedOnce() throws IOException {
        Store fresh = store(true);
        List<FileId> put = random.ints(300, 0, 1000)
                .mapToObj(i -> content(random, 1 + i % 7))
                .peek(content -> put(name(FileType.DATA, content), content))
                .map(Uploads::id)
                .distinct()
                .toList();
        assertThat(listed(store, FileType.DATA)).containsExactlyInAnyOrderElementsOf(put);
        assertThat(listed(fresh, FileType.DATA)).containsExactlyInAnyOrderElementsOf(put);
        assertThat(fresh.count(FileType.DATA))
                .satisfies(count -> assertThat(count.files()).isEqualTo(put.size()));
    }

    private void put(FileName name, byte[] content) {
        try {
            putBehind(name, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
