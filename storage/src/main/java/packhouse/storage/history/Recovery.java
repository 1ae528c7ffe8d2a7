package packhouse.storage.history;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import packhouse.protocol.FileName;
import packhouse.storage.disk.Disk;
import packhouse.storage.store.SwapStore;

/**
 * Ends what a crash cut off. First the server's own commits, see {@link Settlement}. Then the log is made to agree with the trash: what
 * lies there without a record gets one, with the present time, so that it rests longer and never shorter; what is recorded and does not
 * lie there is crossed out, and no file is touched. Done twice it does nothing more.
 */
final class Recovery {

    /**
     * Commits whose folders may hold what was never forced. A new one begins only when all deletes of the one before have come to
     * their end, so it is the last; one more does no harm.
     */
    private static final int UNFORCED = 2;

    private final SwapStore store;
    private final Disk disk;
    private final Chest chest;
    private final Consumer<String> talk;

    Recovery(SwapStore store, Disk disk, Chest chest, Consumer<String> talk) {
        this.store = store;
        this.disk = disk;
        this.chest = chest;
        this.talk = talk;
    }

    @SuppressWarnings("try") // the lease is only held
    void run() throws IOException {
        try (Closeable held = chest.lease().hold()) {
            settle();
            reconcile();
        }
        store.releaseAll();
        List<Resting> files = chest.read(line -> {}).files();
        new Lingering(store, chest.trash()).find(files);
        chest.hidden().become(files);
    }

    private void settle() throws IOException {
        Unfinished unfinished = new Unfinished();
        boolean whole = chest.segments().read(unfinished, line -> {});
        for (Unfinished.Pending pending : unfinished.list()) {
            boolean last = whole && pending.intent().number() == unfinished.lastNumber();
            new Settlement(store, disk, chest, pending.intent(), talk).run(pending.inForce(), last);
        }
    }

    private void reconcile() throws IOException {
        Book book = chest.read(talk);
        Map<Long, Set<FileName>> there = new TreeMap<>();
        Map<Long, List<Commit.Hidden>> unrecorded = new TreeMap<>();
        List<Long> commits = chest.trash().commits();
        for (long commit : commits) {
            chest.trash().walk(commit, (number, name, size) -> {
                there.computeIfAbsent(number, key -> new HashSet<>()).add(name);
                if (!book.has(number, name)) {
                    unrecorded.computeIfAbsent(number, key -> new ArrayList<>()).add(new Commit.Hidden(name, size));
                }
            });
        }
        List<Resting> missing = book.files().stream()
                .filter(file -> !there.getOrDefault(file.commit(), Set.of()).contains(file.name()))
                .toList();
        force(missing, commits);
        record(unrecorded);
        crossOut(missing);
    }

    /**
     * A delete or a restore that was cut off between its rename and its forces is made durable before anybody builds on it: first where
     * the file came to, then where it left. Which way it went nobody knows, so a file that is back is forced there first.
     */
    private void force(List<Resting> missing, List<Long> commits) throws IOException {
        for (Resting file : missing) {
            store.forceFolder(file.name());
        }
        for (long commit : commits.subList(Math.max(0, commits.size() - UNFORCED), commits.size())) {
            chest.trash().force(commit);
        }
    }

    private void record(Map<Long, List<Commit.Hidden>> unrecorded) throws IOException {
        for (Map.Entry<Long, List<Commit.Hidden>> commit : unrecorded.entrySet()) {
            List<Commit.Hidden> files = commit.getValue();
            for (int at = 0; at < files.size(); at += Entry.MAX_FILES) {
                List<Commit.Hidden> some = files.subList(at, Math.min(files.size(), at + Entry.MAX_FILES));
                chest.log().append(new Commit(commit.getKey(), chest.clock().instant(), Cause.FOUND, List.of(), some));
            }
        }
    }

    private void crossOut(List<Resting> missing) throws IOException {
        Map<Long, List<FileName>> commits = new TreeMap<>();
        int lost = 0;
        for (Resting file : missing) {
            commits.computeIfAbsent(file.commit(), key -> new ArrayList<>()).add(file.name());
            lost += store.size(file.name()).isPresent() ? 0 : 1;
        }
        for (Map.Entry<Long, List<FileName>> commit : commits.entrySet()) {
            List<FileName> names = commit.getValue();
            for (int at = 0; at < names.size(); at += Entry.MAX_FILES) {
                List<FileName> some = names.subList(at, Math.min(names.size(), at + Entry.MAX_FILES));
                chest.log().append(new Gone(commit.getKey(), chest.clock().instant(), Gone.Why.MISSING, some));
            }
        }
        if (lost > 0) {
            talk.accept(lost + " deleted files are no longer in the trash, and nobody here removed them");
        }
    }
}
