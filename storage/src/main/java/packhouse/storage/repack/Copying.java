package packhouse.storage.repack;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import packhouse.protocol.FileId;
import packhouse.storage.catalog.Crew;
import packhouse.storage.catalog.Progress;

/**
 * Carries the blobs of one batch into new packs, with several threads. Each takes the next few blobs, and reads, verifies, compresses
 * and appends one after the other; who fills a pack reads it back while the others go on. So there is no queue, and all threads are busy whatever takes the
 * time. What is in memory is one blob for each thread.
 */
final class Copying {

    private final RepackOptions options;
    private final List<Lane> lanes;
    private final Control control;
    private final Progress progress;
    private final PackSink sink;
    private final Map<FileId, SourcePack> sources = new LinkedHashMap<>();
    private final Object longBlobs = new Object();
    private final Map<FileId, String> damaged = new LinkedHashMap<>();
    private final AtomicLong read = new AtomicLong();

    /**
     * Copying by these lanes, which are nobody else's meanwhile and stay the caller's.
     *
     * @param sources the packs of the batch
     */
    Copying(
            RepackOptions options,
            List<Lane> lanes,
            Control control,
            Progress progress,
            PackSink sink,
            Collection<SourcePack> sources) {
        this.options = options;
        this.lanes = lanes;
        this.control = control;
        this.progress = progress;
        this.sink = sink;
        sources.forEach(source -> this.sources.put(source.id(), source));
    }

    /** Does all tasks; what was written is the sink's to tell. */
    void run(List<Task> tasks) throws IOException {
        int[] ends = ends(tasks);
        AtomicInteger next = new AtomicInteger();
        AtomicInteger busy = new AtomicInteger(lanes.size());
        Crew.run(lanes.size(), (number, crew) -> {
            Lane lane = lanes.get(number);
            for (int run = next.getAndIncrement(); run < ends.length; run = next.getAndIncrement()) {
                for (Task task : tasks.subList(run == 0 ? 0 : ends[run - 1], ends[run])) {
                    if (crew.isStopped()) {
                        return;
                    }
                    carry(task, lane);
                }
            }
            lane.closeOther();
            // The last one, for nobody adds to a pack any more then.
            if (busy.decrementAndGet() == 0) {
                lane.finishRest(sink);
            }
        });
    }

    /** Where runs of tasks end whose blobs are read at once. */
    private static int[] ends(List<Task> tasks) {
        List<Integer> ends = new ArrayList<>();
        long bytes = 0;
        for (int i = 0; i < tasks.size(); i++) {
            bytes += tasks.get(i).copies().get(0).entry().length();
            if (bytes >= Window.AHEAD || i + 1 == tasks.size()) {
                ends.add(i + 1);
                bytes = 0;
            }
        }
        return ends.stream().mapToInt(Integer::intValue).toArray();
    }

    private void carry(Task task, Lane lane) throws IOException {
        long bytes = lane.carry(task, this);
        if (bytes < 0) {
            note(task, lane.trouble());
            return;
        }
        read.addAndGet(bytes);
        progress.advance(0, bytes);
        control.checkpoint(bytes);
    }

    /** No copy is sound, so none of them may go. */
    private synchronized void note(Task task, String why) {
        damaged.put(task.home().id(), why);
        for (Copy copy : new ArrayList<>(task.copies())) {
            if (sources.containsKey(copy.pack())) {
                damaged.putIfAbsent(copy.pack(), why);
            }
        }
    }

    /** Packs that hold the only copies of a blob and none of them sound, and why. */
    synchronized Map<FileId, String> damaged() {
        return Map.copyOf(damaged);
    }

    /** Bytes that were read. */
    long read() {
        return read.get();
    }

    Map<FileId, SourcePack> sources() {
        return sources;
    }

    PackSink sink() {
        return sink;
    }

    RepackOptions options() {
        return options;
    }

    /** Held while a long blob is in memory. */
    Object longBlobs() {
        return longBlobs;
    }
}
