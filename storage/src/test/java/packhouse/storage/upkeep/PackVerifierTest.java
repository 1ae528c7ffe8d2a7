package packhouse.storage.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import packhouse.protocol.FileId;
import packhouse.storage.Golden;
import packhouse.storage.Unpacked;
import packhouse.storage.catalog.PackTally;
import packhouse.storage.format.GoldenKeys;
import packhouse.storage.format.PackEntry;
import packhouse.storage.format.PackHeader;
import packhouse.storage.format.Source;
import packhouse.storage.repository.Unlocked;

/** What is found in packs: nothing in those that clients wrote, and each kind of damage in those that were damaged since. */
final class PackVerifierTest {

    private static final Golden GOLDEN = new Golden("restic-0.19.1", "v2-mixed");

    @TempDir
    private Path directory;

    private FileId pack = new FileId(0, 0, 0, 0);
    private Path file = Path.of("");
    private byte[] bytes = new byte[0];
    private List<PackEntry> entries = List.of();

    @BeforeEach
    void takeTheLargestPack() throws IOException {
        GOLDEN.files("data").forEach((name, content) -> {
            if (content.length > bytes.length) {
                pack = FileId.parse(name).orElseThrow();
                bytes = content;
            }
        });
        file = directory
                .resolve("data")
                .resolve(pack.toString().substring(0, 2))
                .resolve(pack.toString());
        entries = PackHeader.read(Source.of("data/" + pack, bytes), GoldenKeys.of(GOLDEN));
    }

    @Test
    void nothingIsWrongWithAPackThatAClientWrote() throws IOException {
        assertThat(verify(entries)).isEmpty();
    }

    @Test
    void aFlippedBitInABlobDamagesThatBlobAndTheHash() throws IOException {
        bytes[(int) entries.get(1).offset() + 20] ^= 1;
        assertThat(verify(entries))
                .hasSize(2)
                .anySatisfy(finding -> assertThat(finding)
                        .isInstanceOfSatisfying(
                                ContentFinding.BlobDamaged.class,
                                damaged -> assertThat(damaged.blob())
                                        .isEqualTo(entries.get(1).id())))
                .anySatisfy(finding -> assertThat(finding).isInstanceOf(ContentFinding.WrongHash.class));
    }

    @Test
    void aSentenceNamesTheBlobOnce() throws IOException {
        bytes[(int) entries.get(0).offset() + 20] ^= 1;
        String sentence = verify(entries).get(0).sentence();
        assertThat(sentence).startsWith("data blob " + entries.get(0).id() + " in pack " + pack + " has another MAC");
        assertThat(sentence).containsOnlyOnce(entries.get(0).id().toString());
    }

    @Test
    void aDamagedHeaderDoesNotHideTheBlobs() throws IOException {
        bytes[bytes.length - 30] ^= 1;
        bytes[(int) entries.get(0).offset() + 20] ^= 1;
        assertThat(codes(verify(entries))).containsExactly("pack-header", "blob-damaged", "pack-hash");
    }

    @Test
    void aPackThatWasCutOffHasNoHeader() throws IOException {
        bytes = Arrays.copyOf(bytes, bytes.length / 2);
        assertThat(codes(verify(entries))).startsWith("pack-header").endsWith("pack-hash");
    }

    @Test
    void anIndexThatLeavesABlobOutDoesNotAgree() throws IOException {
        List<PackEntry> listed = new ArrayList<>(entries);
        listed.remove(1);
        assertThat(verify(listed))
                .singleElement()
                .isInstanceOfSatisfying(
                        ContentFinding.HeaderDiffers.class,
                        finding -> assertThat(finding.what())
                                .isEqualTo("1 blob is in its header but not in the index; the index leaves 1 gaps"));
    }

    @Test
    void anIndexThatPromisesAnotherBlobDoesNotAgree() throws IOException {
        List<PackEntry> listed = new ArrayList<>(entries);
        PackEntry old = listed.get(0);
        listed.set(0, new PackEntry(old.kind(), new FileId(1, 2, 3, 4), old.offset(), old.length(), old.rawLength()));
        assertThat(codes(verify(listed))).containsExactly("pack-header-differs");
    }

    @Test
    void ofManyDamagedBlobsSomeAreNamedAndAllAreCounted() throws IOException {
        List<PackEntry> listed = new ArrayList<>();
        for (int i = 0; i < PackVerifier.MAX_BLOBS + 7; i++) {
            listed.add(entries.get(0));
        }
        bytes[bytes.length - 30] ^= 1;
        bytes[(int) entries.get(0).offset() + 20] ^= 1;
        assertThat(verify(listed))
                .hasSize(PackVerifier.MAX_BLOBS + 3)
                .contains(new ContentFinding.MoreBlobsDamaged(pack, 7));
    }

    @Test
    void aPackThatIsGoneIsNotDamaged() throws IOException {
        try (Unlocked repository = Unlocked.open(Unpacked.store(GOLDEN, directory), GoldenKeys.of(GOLDEN));
                PackVerifier verifier = new PackVerifier(repository)) {
            Files.delete(file);
            assertThat(verifier.verify(promise(pack, entries))).isEmpty();
        }
    }

    private List<Finding> verify(List<PackEntry> listed) throws IOException {
        try (Unlocked repository = Unlocked.open(Unpacked.store(GOLDEN, directory), GoldenKeys.of(GOLDEN));
                PackVerifier verifier = new PackVerifier(repository)) {
            Files.write(file, bytes);
            return verifier.verify(promise(pack, listed));
        }
    }

    private static PackPromise promise(FileId pack, List<PackEntry> listed) {
        PackTally tally = new PackTally();
        listed.forEach(tally::add);
        return new PackPromise(pack, tally.fingerprint(), () -> listed);
    }

    private static List<String> codes(List<Finding> findings) {
        return findings.stream().map(Finding::code).toList();
    }
}
