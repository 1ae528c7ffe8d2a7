package packhouse.storage.history;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Collectors;
import packhouse.protocol.FileInfo;
import packhouse.protocol.FileName;
import packhouse.protocol.FileType;
import packhouse.storage.disk.Attributes;
import packhouse.storage.disk.Disk;
import packhouse.storage.disk.Region;
import packhouse.storage.store.FileSet;

/**
 * The files that the server's own commits have hidden: whoever listed them before may still read them. 40 bytes a file. It may name
 * files that are no longer in the trash; the disk has the last word.
 */
final class HiddenFiles {

    /** Most files that are kept readable for who deleted them, at 150 bytes: a prune that went wrong with as many packs is a large one. */
    private static final int MAX_KEPT = 100_000;

    private final Disk disk;
    private final Trash trash;
    private final InstantSource clock;
    private final Instant start;
    private final Map<Long, Map<FileType, FileSet>> commits = new ConcurrentSkipListMap<>(Comparator.reverseOrder());
    private final Map<FileName, Long> kept = new ConcurrentHashMap<>();
    private final Map<Long, Instant> reads = new ConcurrentHashMap<>();

    HiddenFiles(Disk disk, Trash trash, InstantSource clock) {
        this.disk = disk;
        this.trash = trash;
        this.clock = clock;
        this.start = clock.instant();
    }

    /** Forgets what it knew: these are the ones. */
    void become(Collection<Resting> files) {
        Map<Long, List<Commit.Hidden>> own = new TreeMap<>();
        for (Resting file : files) {
            if (file.cause().isOwn()) {
                own.computeIfAbsent(file.commit(), key -> new ArrayList<>())
                        .add(new Commit.Hidden(file.name(), file.size()));
            }
        }
        own.forEach(this::add);
        Set<FileName> resting = files.stream().map(Resting::name).collect(Collectors.toSet());
        kept.keySet().retainAll(resting);
        commits.keySet().retainAll(own.keySet());
        reads.keySet().retainAll(own.keySet());
    }

    /** A client deletes a file that somebody may still need: it can be read, as long as this process lives. */
    void keep(long number, FileName name) {
        if (kept.size() < MAX_KEPT) {
            kept.put(name, number);
        }
    }

    private Optional<Path> kept(FileName name) {
        return Optional.ofNullable(kept.get(name)).map(number -> trash.file(number, name));
    }

    /** A commit hides these. */
    void add(long number, Collection<Commit.Hidden> files) {
        Map<FileType, List<FileInfo>> byType = new EnumMap<>(FileType.class);
        for (Commit.Hidden file : files) {
            file.name()
                    .digest()
                    .ifPresent(id -> byType.computeIfAbsent(file.name().type(), key -> new ArrayList<>())
                            .add(new FileInfo(id, file.size())));
        }
        Map<FileType, FileSet> sets = new EnumMap<>(FileType.class);
        byType.forEach((type, list) -> sets.put(type, FileSet.of(list)));
        commits.put(number, sets);
    }

    Optional<Region> open(FileName name) throws IOException {
        for (Map.Entry<Long, Map<FileType, FileSet>> commit : commits.entrySet()) {
            if (find(commit.getValue(), name).isPresent()) {
                Optional<Region> opened = disk.open(trash.file(commit.getKey(), name));
                if (opened.isPresent()) {
                    reads.put(commit.getKey(), clock.instant());
                    return opened;
                }
            }
        }
        Optional<Path> path = kept(name);
        return path.isPresent() ? disk.open(path.get()) : Optional.empty();
    }

    OptionalLong size(FileName name) throws IOException {
        for (Map.Entry<Long, Map<FileType, FileSet>> commit : commits.entrySet()) {
            if (find(commit.getValue(), name).isPresent()) {
                Path file = trash.file(commit.getKey(), name);
                Optional<Attributes> found = disk.look(file).filter(Attributes::isFile);
                if (found.isPresent()) {
                    return OptionalLong.of(found.get().size());
                }
            }
        }
        Optional<Path> path = kept(name);
        Optional<Attributes> found =
                path.isPresent() ? disk.look(path.get()).filter(Attributes::isFile) : Optional.empty();
        return found.isPresent() ? OptionalLong.of(found.get().size()) : OptionalLong.empty();
    }

    private static OptionalLong find(Map<FileType, FileSet> sets, FileName name) {
        FileSet set = sets.getOrDefault(name.type(), FileSet.EMPTY);
        return name.digest().isPresent() ? set.find(name.digest().get()) : OptionalLong.empty();
    }

    /**
     * When a file of the commit was last read. What happened before this process began is not known, so it counts as its beginning; but not
     * of one that was hidden as long ago as what a client deletes can be had, else a server that is switched off every night frees nothing.
     */
    Instant lastRead(long number, Instant since) {
        boolean longAgo = since.plus(RestPeriods.DEFAULT.unused()).isBefore(start);
        return reads.getOrDefault(number, longAgo ? since : start);
    }
}
