package packhouse.storage.repack;

import java.io.Closeable;
import java.io.IOException;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import packhouse.protocol.FileId;
import packhouse.protocol.FileName;
import packhouse.protocol.FileType;
import packhouse.storage.catalog.StoreSource;
import packhouse.storage.disk.Disk;
import packhouse.storage.format.BlobKind;
import packhouse.storage.store.Store;

/**
 * Packs of earlier batches that are not full, one of each kind at most: each is rewritten together with the next packs of its kind. Used by
 * one thread.
 */
final class Riders implements Closeable {

    private final Disk disk;
    private final Store store;
    private final long full;
    private final Map<BlobKind, Rider> now = new EnumMap<>(BlobKind.class);
    /** What they were before the batch that is about to become real; nothing if none is. */
    private Map<BlobKind, Rider> before = new EnumMap<>(BlobKind.class);

    private final Set<StoreSource> open = new HashSet<>();

    /** Those of at least {@code packSize} by far need no more. */
    Riders(Disk disk, Store store, long packSize) {
        this.disk = disk;
        this.store = store;
        this.full = packSize / 5 * 4;
    }

    /** {@code index}: what lists it; empty while its batch is about to become real. */
    private record Rider(Made made, StoreSource file, Optional<FileId> index) {

        FileId id() {
            return made.pack().id();
        }
    }

    /** Adds those to a batch that fit to what is to be done, and what is to be done for their blobs. */
    void join(Sources sources, List<Task> tasks) throws IOException {
        Set<BlobKind> kinds = tasks.stream().map(Task::kind).collect(Collectors.toSet());
        for (Rider rider : List.copyOf(now.values())) {
            if (isGone(rider)) {
                forget(rider.id());
            } else if (kinds.contains(rider.made().kind())) {
                SourcePack source = sources.add(rider.made().pack(), rider.file());
                source.entries()
                        .forEach(entry -> tasks.add(new Task(
                                source,
                                entry.offset(),
                                entry.kind(),
                                List.of(),
                                List.of(new Copy(source.id(), entry)))));
            }
        }
    }

    private boolean isGone(Rider rider) throws IOException {
        return rider.index().isPresent()
                && store.size(FileName.of(FileType.DATA, rider.id())).isEmpty();
    }

    /** The index files that list those of a batch. All of them are real. */
    List<FileId> indexes(Sources sources) {
        return now.values().stream()
                .filter(rider -> sources.has(rider.id()))
                .map(rider -> rider.index().orElseThrow())
                .toList();
    }

    /** A pack is to be left as it is. */
    void forget(FileId id) throws IOException {
        now.values().removeIf(rider -> rider.id().equals(id));
        before.values().removeIf(rider -> rider.id().equals(id));
        closeUnneeded();
    }

    /** A batch is about to become real: those in it will be gone, and what it wrote may ride with the next. */
    void expect(Rewritten batch) throws IOException {
        before = new EnumMap<>(now);
        now.values().removeIf(rider -> batch.sources().has(rider.id()));
        for (Made made : batch.made()) {
            if (made.pack().size() < full) {
                StoreSource file = Staging.open(disk, made.file());
                open.add(file);
                now.put(made.kind(), new Rider(made, file, Optional.empty()));
            }
        }
    }

    /** It has become real. */
    void arrived(Change change) throws IOException {
        before.clear();
        now.replaceAll((kind, rider) -> {
            Optional<FileId> index = change.homeOf(rider.id());
            return index.isPresent() ? new Rider(rider.made(), rider.file(), index) : rider;
        });
        closeUnneeded();
    }

    /** It has not. */
    void stayed() throws IOException {
        now.clear();
        now.putAll(before);
        before.clear();
        closeUnneeded();
    }

    private void closeUnneeded() throws IOException {
        Set<StoreSource> needed = Stream.of(now, before)
                .flatMap(riders -> riders.values().stream())
                .map(Rider::file)
                .collect(Collectors.toSet());
        for (StoreSource file : List.copyOf(open)) {
            if (!needed.contains(file)) {
                open.remove(file);
                file.close();
            }
        }
    }

    @Override
    public void close() throws IOException {
        now.clear();
        before.clear();
        closeUnneeded();
    }
}
