package packhouse.storage.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import packhouse.protocol.FileId;
import packhouse.storage.Golden;

/** What the end of a pack tells, and what it may not tell. */
final class PackHeaderTest {

    private final Random random = Seeded.random(PackHeaderTest.class);
    private final RepositoryKey key = RepositoryKey.random(random);

    static Stream<Golden> golden() {
        return Golden.all();
    }

    @ParameterizedTest
    @MethodSource("golden")
    void readsEveryPackOfARealRepository(Golden golden) throws IOException {
        for (Map.Entry<String, byte[]> pack : golden.files("data").entrySet()) {
            Source source = Source.of("data/" + pack.getKey(), pack.getValue());
            List<PackEntry> entries = PackHeader.read(source, GoldenKeys.of(golden));
            long cost = entries.stream().mapToLong(PackEntry::cost).sum();
            assertThat(cost + PackEntry.HEADER_OVERHEAD).isEqualTo(source.size());
            assertThat(entries.stream().map(PackEntry::kind).distinct()).hasSize(1);
        }
    }

    @Test
    void readsTheEntriesThatAnIndependentProgramWrote() throws IOException {
        JsonNode vector = Golden.vectors().get("pack");
        byte[] bytes = HexFormat.of().parseHex(vector.get("pack").textValue());
        List<PackEntry> expected = new ArrayList<>();
        for (JsonNode entry : vector.get("entries")) {
            expected.add(new PackEntry(
                    (entry.get("type").intValue() & 1) == 0 ? BlobKind.DATA : BlobKind.TREE,
                    FileId.parse(entry.get("id").textValue()).orElseThrow(),
                    entry.get("offset").longValue(),
                    entry.get("length").longValue(),
                    entry.get("uncompressed_length").longValue()));
        }
        assertThat(PackHeader.read(Source.of("data/1", bytes), RepositoryKeyTest.vectorKey()))
                .isEqualTo(expected);
    }

    @Test
    void readsBackWhatWasWrittenHoweverLongItIs() throws IOException {
        for (int count : new int[] {1, 2, 49, 50, 51, 1000, 100_000}) {
            List<PackEntry> entries = entries(count);
            assertThat(PackHeader.read(Source.of("data/1", pack(entries)), key)).isEqualTo(entries);
        }
    }

    @Test
    void refusesHeadersThatDoNotFitThePack() throws IOException {
        byte[] pack = pack(entries(3));
        for (byte[] wrong : List.of(
                new byte[0],
                Arrays.copyOf(pack, 72),
                Arrays.copyOf(pack, pack.length - 1),
                Arrays.copyOfRange(pack, 1, pack.length),
                withLength(pack, 31),
                withLength(pack, pack.length - 3),
                withLength(pack, 16 << 20),
                withLength(pack, -1),
                withLength(pack, 32))) {
            assertThatThrownBy(() -> PackHeader.read(Source.of("data/1", wrong), key))
                    .isInstanceOf(FormatException.Corrupt.class)
                    .hasMessageStartingWith("data/1: ");
        }
    }

    @Test
    void refusesEntriesThatMeanNothing() {
        PackEntry good = entries(1).get(0);
        byte[] unknown = plainHeader(List.of(good));
        unknown[0] = 4;
        byte[] tooShort = plainHeader(List.of(new PackEntry(good.kind(), good.id(), 0, 31, 0)));
        byte[] emptyFrame = plainHeader(List.of(new PackEntry(good.kind(), good.id(), 0, good.length(), 1)));
        Arrays.fill(emptyFrame, 5, 9, (byte) 0);
        byte[] cut = Arrays.copyOf(plainHeader(List.of(good)), 20);
        for (byte[] wrong : List.of(unknown, tooShort, emptyFrame, cut)) {
            assertThatThrownBy(() -> PackHeader.read(Source.of("data/1", pack(good.length(), wrong)), key))
                    .isInstanceOf(FormatException.Corrupt.class)
                    .hasMessageContaining("at byte " + (good.length() + Sealer.IV));
        }
    }

    @Test
    void namesTheByteWhereADamagedHeaderBegins() throws IOException {
        List<PackEntry> entries = entries(3);
        byte[] pack = pack(entries);
        pack[pack.length - 10] ^= 1;
        long at = entries.stream().mapToLong(PackEntry::length).sum();
        assertThatThrownBy(() -> PackHeader.read(Source.of("data/1", pack), key))
                .hasMessageContaining("another MAC")
                .hasMessageContaining("at byte " + at);
    }

    private List<PackEntry> entries(int count) {
        List<PackEntry> entries = new ArrayList<>();
        long offset = 0;
        for (int i = 0; i < count; i++) {
            int length = PackEntry.OVERHEAD + random.nextInt(20);
            BlobKind kind = random.nextBoolean() ? BlobKind.DATA : BlobKind.TREE;
            long raw = random.nextBoolean() ? 0 : Integer.toUnsignedLong(random.nextInt()) | 1;
            FileId id = new FileId(random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong());
            entries.add(new PackEntry(kind, id, offset, length, raw));
            offset += length;
        }
        return entries;
    }

    private byte[] pack(List<PackEntry> entries) {
        return pack(entries.stream().mapToLong(PackEntry::length).sum(), plainHeader(entries));
    }

    private byte[] pack(long blobs, byte[] plainHeader) {
        byte[] header = key.seal(plainHeader, 0, plainHeader.length, random);
        ByteArrayOutputStream pack = new ByteArrayOutputStream();
        pack.writeBytes(new byte[(int) blobs]);
        pack.writeBytes(header);
        pack.writeBytes(new byte[4]);
        return withLength(pack.toByteArray(), header.length);
    }

    private static byte[] plainHeader(List<PackEntry> entries) {
        ByteBuffer header = ByteBuffer.allocate(
                entries.stream().mapToInt(PackEntry::entryLength).sum());
        entries.forEach(entry -> PackHeader.put(entry, header));
        return header.array();
    }

    private static byte[] withLength(byte[] pack, int length) {
        byte[] changed = pack.clone();
        PackHeader.putNumber(length, ByteBuffer.wrap(changed, changed.length - 4, 4));
        return changed;
    }
}
