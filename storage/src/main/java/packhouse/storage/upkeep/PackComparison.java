package packhouse.storage.upkeep;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import packhouse.storage.format.PackEntry;

/** Puts into words how the header of a pack and the index differ. Pure. */
final class PackComparison {

    private PackComparison() {}

    /** What differs; empty if nothing does. */
    static String words(List<PackEntry> header, List<PackEntry> index) {
        List<String> words = new ArrayList<>();
        tell(missing(header, index), "in its header but not in the index", words);
        tell(missing(index, header), "in the index but not in its header", words);
        int overlaps = 0;
        int gaps = 0;
        for (int i = 1; i < index.size(); i++) {
            long end = index.get(i - 1).offset() + index.get(i - 1).length();
            overlaps += index.get(i).offset() < end ? 1 : 0;
            gaps += index.get(i).offset() > end ? 1 : 0;
        }
        if (overlaps > 0) {
            words.add("the index lists " + overlaps + " overlapping blobs");
        }
        if (gaps > 0) {
            words.add("the index leaves " + gaps + " gaps");
        }
        return String.join("; ", words);
    }

    private static int missing(List<PackEntry> these, List<PackEntry> in) {
        Set<PackEntry> others = new HashSet<>(in);
        return (int) these.stream().filter(entry -> !others.contains(entry)).count();
    }

    private static void tell(int count, String where, List<String> words) {
        if (count > 0) {
            words.add(count + (count == 1 ? " blob is " : " blobs are ") + where);
        }
    }
}
