package packhouse.storage.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import packhouse.protocol.FileId;
import packhouse.protocol.FileInfo;
import packhouse.storage.store.FileList;
import packhouse.storage.store.FileSet;

/** Packs come in the order of their names, in whatever parts a store lists them. */
final class StoredPacksTest {

    @Test
    void partsThatFollowEachOtherAreWalkedOneAfterTheOther() {
        assertThat(names(set(3, 4), set(), set(1, 2))).containsExactly(1L, 2L, 3L, 4L);
    }

    @Test
    void partsThatOverlapAreMerged() {
        assertThat(names(set(1, 5), set(2, 9), set(7))).containsExactly(1L, 2L, 5L, 7L, 9L);
    }

    @Test
    void anEmptyStoreHasNone() {
        assertThat(names()).isEmpty();
        assertThat(names(set(), set())).isEmpty();
    }

    private static FileSet set(long... names) {
        List<FileInfo> files = new ArrayList<>();
        for (long name : names) {
            files.add(new FileInfo(new FileId(name, 0, 0, 0), name * 10));
        }
        return FileSet.of(files);
    }

    private static List<Long> names(FileSet... parts) {
        StoredPacks packs = new StoredPacks(new FileList(List.of(parts)));
        List<Long> names = new ArrayList<>();
        while (packs.next()) {
            assertThat(packs.size()).isEqualTo(packs.id().a() * 10);
            names.add(packs.id().a());
        }
        return names;
    }
}
