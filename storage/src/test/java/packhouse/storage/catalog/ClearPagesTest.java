package packhouse.storage.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What was read of a short file is given again, byte by byte, and nothing else. */
final class ClearPagesTest {

    private static final int PAGES = 2 * PageReader.SCAN + 3;

    private final byte[] file = new byte[PAGES * Page.BYTES];
    private final ClearPages clear = new ClearPages(PAGES);

    ClearPagesTest() {
        new Random(1).nextBytes(file);
    }

    private void keep(int begin) {
        int length = Math.min(PageReader.SCAN * Page.BYTES, file.length - begin * Page.BYTES);
        byte[] buffer = new byte[PageReader.SCAN * Page.BYTES];
        System.arraycopy(file, begin * Page.BYTES, buffer, 0, length);
        clear.keep(begin, buffer, length, PageReader.SCAN);
        Arrays.fill(buffer, (byte) 0);
    }

    private boolean gives(int begin, int pages) {
        byte[] target = new byte[pages * Page.BYTES];
        boolean given = clear.read(begin, target, target.length);
        if (given) {
            assertThat(target).isEqualTo(Arrays.copyOfRange(file, begin * Page.BYTES, (begin + pages) * Page.BYTES));
        }
        return given;
    }

    @Test
    void nothingIsGivenThatWasNotKept() {
        assertThat(gives(0, 1)).isFalse();
        keep(PageReader.SCAN);
        assertThat(gives(PageReader.SCAN - 1, 1)).isFalse();
        assertThat(gives(PageReader.SCAN - 1, 2)).isFalse();
        assertThat(gives(2 * PageReader.SCAN, 1)).isFalse();
    }

    @Test
    void whatWasKeptIsGivenInAnyPieces() {
        keep(0);
        keep(PageReader.SCAN);
        keep(2 * PageReader.SCAN);
        for (int page = 0; page < PAGES; page++) {
            assertThat(gives(page, 1)).isTrue();
        }
        assertThat(gives(0, PageReader.SCAN)).isTrue();
        assertThat(gives(3, 2 * PageReader.SCAN)).isTrue();
        assertThat(gives(0, PAGES)).isTrue();
    }

    @Test
    void whatWasReadInOtherPiecesIsNotKept() {
        clear.keep(0, file, Page.BYTES, PageReader.LOOKUP);
        assertThat(gives(0, 1)).isFalse();
    }
}
