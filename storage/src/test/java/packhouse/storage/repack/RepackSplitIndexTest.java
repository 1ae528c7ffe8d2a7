package packhouse.storage.repack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import packhouse.protocol.FileId;
import packhouse.protocol.FileType;
import packhouse.storage.Golden;
import packhouse.storage.format.PackEntry;
import packhouse.storage.upkeep.Finding;

/** Packs that several index files list, each a part of it or all of it: no entry gets lost when index files are written anew. */
@Tag("accident-8")
final class RepackSplitIndexTest {

    private static final Golden GOLDEN = new Golden("restic-0.19.1", "v2-duplicates-mixed");

    private static Map<FileId, List<PackEntry>> packs(Shed shed) throws IOException {
        Map<FileId, List<PackEntry>> packs = new LinkedHashMap<>();
        for (FileId pack : shed.contents.files(FileType.DATA)) {
            packs.put(pack, shed.contents.header(pack));
        }
        return packs;
    }

    private static void removeIndexes(Shed shed) throws IOException {
        for (FileId index : shed.contents.files(FileType.INDEX)) {
            shed.disk.delete(Shed.REPOSITORY.resolve("index/" + index));
        }
    }

    /** The entries of {@code packs} in this many files; those of {@code split} are dealt out like cards. */
    private static void deal(
            Shed shed, Map<FileId, List<PackEntry>> packs, Map<FileId, List<PackEntry>> split, int files)
            throws IOException {
        for (int file = 0; file < files; file++) {
            Map<FileId, List<PackEntry>> listed = new LinkedHashMap<>();
            for (Map.Entry<FileId, List<PackEntry>> pack : split.entrySet()) {
                List<PackEntry> part = new ArrayList<>();
                for (int i = file; i < pack.getValue().size(); i += files) {
                    part.add(pack.getValue().get(i));
                }
                listed.put(pack.getKey(), part);
            }
            shed.putIndex(listed);
        }
        Map<FileId, List<PackEntry>> whole = new LinkedHashMap<>(packs);
        whole.keySet().removeAll(split.keySet());
        shed.putIndex(whole);
        shed.start();
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 5})
    void noEntryOfAPackThatIsListedInPartsIsDropped(int files) throws IOException {
        Shed shed = new Shed(GOLDEN);
        Set<String> before = shed.contents.readable();
        Map<FileId, List<PackEntry>> packs = packs(shed);
        Map<FileId, List<PackEntry>> split = packs.entrySet().stream()
                .filter(pack -> pack.getValue().size() >= files)
                .limit(2)
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        assertThat(split).hasSize(2);
        removeIndexes(shed);
        deal(shed, packs, split, files);
        assertThat(shed.contents.readable()).isEqualTo(before);

        List<Finding> errors = shed.errors();
        RepackResult result = shed.repack();
        assertThat(result.commits()).as("the others are rewritten all the same").isNotEmpty();
        Map<String, List<Copy>> after = shed.contents.index();
        assertThat(shed.contents.readable()).isEqualTo(before);
        split.forEach((pack, entries) -> entries.forEach(
                entry -> assertThat(after.get(Contents.key(entry))).contains(new Copy(pack, entry))));
        assertThat(shed.errors()).as("none that was not there before").isEqualTo(errors);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 5})
    void aPackThatManyFilesListAsAWholeIsRewrittenAndNoneOfThemNamesItAfterwards(int files) throws IOException {
        Shed shed = new Shed(GOLDEN);
        Set<String> before = shed.contents.readable();
        Map<FileId, List<PackEntry>> packs = packs(shed);
        removeIndexes(shed);
        List<FileId> all = new ArrayList<>(packs.keySet());
        for (int file = 0; file < files; file++) {
            Map<FileId, List<PackEntry>> listed = new LinkedHashMap<>(packs);
            // Another one is missing in each.
            listed.remove(all.get(file % all.size()));
            shed.putIndex(listed);
        }
        shed.start();
        assertThat(shed.contents.readable()).isEqualTo(before);

        shed.repack();
        assertThat(shed.contents.readable()).isEqualTo(before);
        assertThat(shed.contents.index().values())
                .allSatisfy(copies -> assertThat(copies).hasSize(1));
        assertThat(shed.errors()).isEmpty();
    }
}
