package packhouse.storage.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The places of a blob are ordered, each once, and not endless. */
final class CopiesTest {

    private static final long SEED = 20_260_303;

    private final Random random = new Random(SEED);
    private final Copies copies = new Copies();

    @Test
    void placesAreOrderedAndEachIsThereOnce() throws IOException {
        for (int round = 0; round < 300; round++) {
            TreeSet<String> expected = new TreeSet<>();
            copies.clear();
            for (int i = random.nextInt(40); i >= 0; i--) {
                expected.add(add(random.nextInt(4)));
            }
            copies.sortDistinct();
            assertThat(copies.count()).as("seed %d round %d", SEED, round).isEqualTo(expected.size());
            int place = 0;
            for (String line : expected) {
                assertThat(text(place)).as("seed %d round %d", SEED, round).isEqualTo(line);
                place++;
            }
        }
    }

    private String add(int pack) throws IOException {
        byte[] row = new byte[16];
        Bytes.putInt(row, 4, random.nextInt(3) * 0x7000_0000);
        Bytes.putInt(row, 8, random.nextInt(2) - 1);
        Bytes.putInt(row, 12, random.nextInt(2));
        copies.add(pack, row, 0);
        return text(copies.count() - 1);
    }

    private String text(int i) {
        return String.format(
                "%d %010d %010d %d", copies.pack(i), copies.offset(i), copies.length(i), copies.rawLength(i));
    }

    @Test
    void anIndexThatListsABlobWithoutEndIsRefused() {
        byte[] row = new byte[16];
        assertThatThrownBy(() -> {
                    for (int i = 0; i <= Copies.MOST; i++) {
                        copies.add(0, row, 0);
                    }
                })
                .isInstanceOf(IOException.class)
                .hasMessageContaining("more than 1048576 places");
        assertThat(copies.count()).isEqualTo(Copies.MOST);
    }
}
