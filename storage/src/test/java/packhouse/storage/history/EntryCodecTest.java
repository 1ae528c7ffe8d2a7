package packhouse.storage.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import packhouse.protocol.FileId;
import packhouse.protocol.FileName;
import packhouse.protocol.FileType;

/** Entries of the log as bytes: what a version has written is read by all that follow. */
final class EntryCodecTest {

    private static final Instant TIME = Instant.ofEpochMilli(0x1234);
    private static final FileName PACK = FileName.of(FileType.DATA, new FileId(1, 2, 3, 4));
    private static final String PACK_HEX =
            "01" + "0000000000000001" + "0000000000000002" + "0000000000000003" + "0000000000000004";
    private static final List<Commit.Shown> SHOWN = List.of(new Commit.Shown(PACK, 16, 5));
    private static final List<Commit.Hidden> HIDDEN = List.of(new Commit.Hidden(FileName.config(), 17));
    private static final String FILES_HEX =
            "00000001" + PACK_HEX + "0000000000000010" + "0000000000000005" + "00000001" + "00" + "0000000000000011";

    private static void assertWritten(Entry entry, String hex) {
        assertThat(HexFormat.of().formatHex(EntryCodec.bytes(entry))).isEqualTo(hex);
        assertThat(EntryCodec.read(HexFormat.of().parseHex(hex))).contains(entry);
    }

    private static String head(String kind) {
        return kind + "0000000000000007" + "0000000000001234";
    }

    @Test
    void aCommit() {
        assertWritten(new Commit(7, TIME, Cause.DELETED, SHOWN, HIDDEN), head("01") + "01" + FILES_HEX);
    }

    @Test
    void filesThatAreGone() {
        assertWritten(new Gone(7, TIME, Gone.Why.RELEASED, List.of(PACK)), head("02") + "04" + "00000001" + PACK_HEX);
    }

    @Test
    void anIntent() {
        assertWritten(
                new Intent(7, TIME, Cause.REPACKED, 9, SHOWN, HIDDEN),
                head("03") + "04" + FILES_HEX + "0000000000000009");
    }

    @Test
    void aSwitch() {
        assertWritten(new Switch(7, TIME, 9, 2, 3), head("04") + "00" + "00000002" + "00000003" + "0000000000000009");
    }

    @Test
    void anEnd() {
        assertWritten(new End(7, TIME, End.How.KEPT), head("05") + "03");
    }

    @Test
    void whatALaterVersionWroteIsPassedOver() {
        assertThat(EntryCodec.read(HexFormat.of().parseHex(head("06") + "01"))).isEmpty();
        assertThat(EntryCodec.read(HexFormat.of().parseHex(head("05") + "7f"))).isEmpty();
        assertThat(EntryCodec.read(HexFormat.of().parseHex(head("03")))).isEmpty();
    }

    @Test
    void anIntentOfManyFilesIsSeveralEntriesThatBelongTogether() {
        List<Commit.Shown> many = LongStream.range(0, 2500)
                .mapToObj(i -> new Commit.Shown(FileName.of(FileType.DATA, new FileId(i, 0, 0, 0)), i, 0))
                .toList();
        Intent intent = new Intent(7, TIME, Cause.REPACKED, 9, many, HIDDEN);
        List<Intent> parts = intent.parts();
        assertThat(parts)
                .hasSize(4)
                .allSatisfy(part -> assertThat(EntryCodec.bytes(part)).hasSizeLessThan(Frames.MAX_PAYLOAD));
        Unfinished unfinished = new Unfinished();
        parts.forEach(unfinished);
        unfinished.accept(intent.point(TIME));
        assertThat(unfinished.list()).containsExactly(new Unfinished.Pending(intent, true));
    }
}
