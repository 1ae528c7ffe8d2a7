package packhouse.storage.repack;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import packhouse.protocol.FileId;
import packhouse.storage.upkeep.Amount;

/** What comes of a run, summed up while it goes on. Used by one thread. */
final class Findings {

    /** More different reasons are not kept apart: each pack's is in the log. */
    private static final int MOST = 50;

    private static final String OTHERS = "could not be rewritten for other reasons, see the log";

    private final List<Long> commits = new ArrayList<>();
    private final Map<String, LeftAlone> left = new LinkedHashMap<>();
    private Amount hidden = Amount.NONE;
    private Amount written = Amount.NONE;
    private long indexes;
    private long read;
    private Optional<String> ended = Optional.empty();

    /** A pack stays; {@code why} ends a sentence about packs. */
    void left(FileId pack, long size, String why) {
        String key = left.size() < MOST || left.containsKey(why) ? why : OTHERS;
        LeftAlone known = left.getOrDefault(key, new LeftAlone(key, Amount.NONE, List.of()));
        List<FileId> some = new ArrayList<>(known.some());
        if (some.size() < LeftAlone.MOST) {
            some.add(pack);
        }
        left.put(key, new LeftAlone(key, known.packs().plus(new Amount(1, size)), some));
    }

    /** A commit has happened. */
    void committed(long commit, int replacedIndexes) {
        commits.add(commit);
        indexes += replacedIndexes;
    }

    /** A pack was replaced; {@code rider}: one that this run wrote itself. */
    void hidden(long size, boolean rider) {
        if (rider) {
            written = new Amount(written.count() - 1, written.bytes() - size);
        } else {
            hidden = hidden.plus(new Amount(1, size));
        }
    }

    /** A pack was written. */
    void written(long size) {
        written = written.plus(new Amount(1, size));
    }

    /** Bytes were read. */
    void read(long bytes) {
        read += bytes;
    }

    /** The rest of the plan is not done. */
    void end(String why) {
        ended = Optional.of(why);
    }

    boolean isEnded() {
        return ended.isPresent();
    }

    RepackResult result() {
        return new RepackResult(commits, hidden, written, indexes, read, List.copyOf(left.values()), ended);
    }
}
