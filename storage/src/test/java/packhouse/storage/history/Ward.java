package packhouse.storage.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import packhouse.protocol.FileId;
import packhouse.protocol.FileName;
import packhouse.protocol.FileType;
import packhouse.storage.TestClock;
import packhouse.storage.disk.Modes;
import packhouse.storage.disk.PowerCut;
import packhouse.storage.disk.Region;
import packhouse.storage.disk.WritableFile;
import packhouse.storage.store.FileList;
import packhouse.storage.store.Upload;
import packhouse.storage.store.Uploads;
import packhouse.storage.store.local.LocalStore;

/**
 * A repository with clients and a server that replaces files: what each file is for, what everybody was told, and what has to be true
 * because of it. A pack holds blobs, here numbers; an index file names packs. Files are called by short names.
 */
final class Ward {

    private static final List<FileType> TYPES = List.of(FileType.DATA, FileType.INDEX);

    final Machine machine;
    private final Random random = new Random(20_261_129);
    private final Map<String, FileName> files = new HashMap<>();
    private final Map<FileName, byte[]> contents = new HashMap<>();
    private final Map<FileName, Set<Integer>> blobs = new HashMap<>();
    private final Map<FileName, Set<FileName>> packs = new HashMap<>();
    private final Map<String, Long> commits = new HashMap<>();

    /** What may be listed: one set, or two if something was cut off. */
    private List<Set<FileName>> possible = List.of(Set.of());
    /** Client's files of which nobody knows whether they came or went; the power may still take them. */
    private final Set<FileName> doubt = new HashSet<>();
    /** Files that were there once, and that only a purge may destroy. */
    private final Set<FileName> owed = new HashSet<>();
    /** Files that the server's own commits have hidden. */
    private final Set<FileName> readable = new HashSet<>();

    Ward(Machine machine) {
        this.machine = machine;
    }

    /** Something that a client or the server does; done completely it leaves the other set listed. */
    interface Deed {
        void on(Ward ward) throws IOException;
    }

    Ward pack(String file, Integer... held) {
        blobs.put(make(FileType.DATA, file), Set.of(held));
        return this;
    }

    Ward index(String file, String... named) {
        packs.put(make(FileType.INDEX, file), names(List.of(named)));
        return this;
    }

    private FileName make(FileType type, String file) {
        byte[] content = Uploads.content(random, 40 + random.nextInt(40));
        FileName name = Uploads.name(type, content);
        contents.put(name, content);
        files.put(file, name);
        return name;
    }

    private FileName name(String file) {
        FileName name = files.get(file);
        if (name == null) {
            throw new IllegalArgumentException(file + " is no file of this test");
        }
        return name;
    }

    Set<FileName> names(Collection<String> some) {
        return some.stream().map(this::name).collect(Collectors.toSet());
    }

    static Deed upload(String file) {
        return ward -> ward.doUpload(ward.name(file));
    }

    static Deed delete(String file) {
        return ward -> ward.doDelete(ward.name(file));
    }

    static Deed replace(String label, List<String> old, List<String> fresh) {
        return ward -> ward.doReplace(label, ward.names(old), ward.names(fresh));
    }

    static Deed undo(String label, String undone) {
        return ward -> ward.doUndo(label, undone);
    }

    static Deed show(String file) {
        return ward -> ward.doShow(ward.name(file));
    }

    static Deed purge(String label) {
        return ward -> ward.doPurge(label);
    }

    private Set<FileName> sure() {
        assertThat(possible).as("what is listed is known").hasSize(1);
        return possible.get(0);
    }

    /** What is there, as the server would plan with it: nothing that is in doubt. */
    private boolean isThere(Set<FileName> wanted) {
        return sure().containsAll(wanted) && wanted.stream().noneMatch(doubt::contains);
    }

    private void may(Set<FileName> after) {
        possible = List.of(sure(), after);
    }

    private void became(Set<FileName> after) {
        possible = List.of(after);
    }

    private static Set<FileName> plus(Set<FileName> some, Collection<FileName> more) {
        Set<FileName> all = new HashSet<>(some);
        all.addAll(more);
        return all;
    }

    private static Set<FileName> minus(Set<FileName> some, Collection<FileName> less) {
        Set<FileName> all = new HashSet<>(some);
        all.removeAll(less);
        return all;
    }

    private void doUpload(FileName name) throws IOException {
        if (!isThere(packs.getOrDefault(name, Set.of()))) {
            return;
        }
        Set<FileName> after = plus(sure(), List.of(name));
        may(after);
        doubt.add(name);
        Upload upload = machine.store.begin(name, machine.weight::addAndGet);
        try {
            upload.write(ByteBuffer.wrap(content(name)));
            upload.finish();
        } finally {
            upload.abandon();
        }
        doubt.remove(name);
        owed.add(name);
        became(after);
    }

    private byte[] content(FileName name) {
        return contents.getOrDefault(name, new byte[0]);
    }

    private void doDelete(FileName name) throws IOException {
        boolean needed = plus(sure(), doubt).stream()
                .anyMatch(index -> packs.getOrDefault(index, Set.of()).contains(name));
        if (needed) {
            return;
        }
        Set<FileName> after = minus(sure(), List.of(name));
        may(after);
        doubt.add(name);
        // What a client deletes is gone for all, whoever had hidden it before.
        readable.remove(name);
        machine.history.delete(name);
        doubt.remove(name);
        became(after);
    }

    private void doReplace(String label, Set<FileName> old, Set<FileName> fresh) throws IOException {
        Set<FileName> needed = new HashSet<>();
        fresh.forEach(name -> needed.addAll(packs.getOrDefault(name, Set.of())));
        if (!isThere(old) || !isThere(minus(needed, fresh))) {
            return;
        }
        Replacement change = new Replacement(Cause.REPACKED, stage(fresh), old(old));
        Set<FileName> after = plus(minus(sure(), old), fresh);
        turned(label, after, old, () -> machine.history.replace(change, () -> objection(after)));
        if (commits.containsKey(label)) {
            owed.addAll(fresh);
        }
    }

    /** Who can read index files does not let a pack go that one of them still names. */
    private Optional<String> objection(Set<FileName> after) {
        return plus(after, doubt).stream()
                .filter(index -> !after.containsAll(packs.getOrDefault(index, Set.of())))
                .map(index -> word(index) + " would miss a pack")
                .findFirst();
    }

    List<Replacement.Staged> stage(Set<FileName> fresh) throws IOException {
        List<Replacement.Staged> staged = new ArrayList<>();
        Path folder = machine.history.staging();
        for (FileName name : fresh) {
            Path file = folder.resolve(name.digest().orElseThrow().toString());
            try (WritableFile out = machine.disk.create(file, Modes.PRIVATE)) {
                out.write(ByteBuffer.wrap(content(name)));
                out.force();
            }
            staged.add(new Replacement.Staged(name, content(name).length, file));
        }
        return staged;
    }

    List<Replacement.Old> old(Set<FileName> old) {
        return old.stream()
                .map(name -> new Replacement.Old(name, content(name).length))
                .toList();
    }

    /** A replacement by hand, for who wants to do it wrong. */
    void turned(String label, List<String> old, List<String> fresh, Turn turn) throws IOException {
        turned(label, plus(minus(sure(), names(old)), names(fresh)), names(old), turn);
    }

    interface Turn {
        Outcome make() throws IOException;
    }

    private void turned(String label, Set<FileName> after, Set<FileName> hidden, Turn turn) throws IOException {
        Set<FileName> before = sure();
        may(after);
        Outcome outcome = turn.make();
        if (outcome instanceof Outcome.Done done) {
            became(after);
            commits.put(label, done.commit());
            readable.addAll(hidden);
        } else {
            became(before);
        }
    }

    private void doUndo(String label, String undone) throws IOException {
        Long number = commits.get(undone);
        if (number == null) {
            return;
        }
        Set<FileName> shows = new HashSet<>();
        Set<FileName> hides = new HashSet<>();
        machine.history.exclusively(chest -> {
            Ended ended = new Ended();
            chest.segments()
                    .read(
                            entry -> ended.accept(entry)
                                    .filter(commit -> commit.number() == number)
                                    .ifPresent(commit -> {
                                        commit.hidden().forEach(file -> shows.add(file.name()));
                                        commit.shown().forEach(file -> hides.add(file.name()));
                                    }),
                            line -> {});
            return shows;
        });
        Set<FileName> after = plus(minus(sure(), hides), shows);
        turned(label, after, hides, () -> machine.history.undo(number, () -> objection(after)));
    }

    private void doShow(FileName name) throws IOException {
        boolean trashed = machine.caretaker.trash().stream()
                .anyMatch(kept -> kept.file().name().equals(name));
        Set<FileName> after = trashed ? plus(sure(), List.of(name)) : sure();
        may(after);
        machine.history.show(List.of(name), Cause.SHOWN_AGAIN);
        doubt.remove(name);
        became(after);
    }

    private void doPurge(String label) throws IOException {
        machine.clock.advance(RestPeriods.SUPERSEDED.plusSeconds(1));
        for (Superseded one : machine.caretaker.superseded()) {
            if (commits.getOrDefault(label, 0L) == one.commit()) {
                for (Resting file : one.files()) {
                    readable.remove(file.name());
                    owed.remove(file.name());
                }
                machine.caretaker.release(one.files());
            }
        }
    }

    /** Does it; false if the power went or the disk failed, so that nobody knows whether it happened. */
    boolean make(Deed deed) {
        try {
            deed.on(this);
            return true;
        } catch (PowerCut | IOException e) {
            return false;
        }
    }

    /** Whether the bare directory is a valid repository, with everything in it that has to be. */
    void checkBare(String situation) throws IOException {
        LocalStore.Options options = new LocalStore.Options(Modes.PRIVATE, true);
        LocalStore bare = new LocalStore(
                Machine.TOP, Machine.ROOT, machine.disk, options, new TestClock(), random, Uploads.UNCOUNTED);
        Set<FileName> there = listed(bare);
        checkValid("bare, " + situation, there);
        for (FileName name : there) {
            assertThat(Uploads.download(bare, name).map(Uploads::id))
                    .as("bare, %s: %s", situation, name)
                    .isEqualTo(name.digest());
        }
    }

    private void checkValid(String situation, Set<FileName> there) {
        for (FileName index : there) {
            Set<FileName> missing = minus(packs.getOrDefault(index, Set.of()), there);
            assertThat(missing)
                    .as(() -> String.format(
                            "%s: %s misses %s; listed is %s, in doubt %s",
                            situation, word(index), words(missing), words(there), words(doubt)))
                    .isEmpty();
        }
        Set<Integer> needed = blobs(possible.get(0));
        possible.forEach(set -> needed.retainAll(blobs(minus(set, doubt))));
        assertThat(blobs(there)).as("%s: blobs", situation).containsAll(needed);
    }

    private Set<Integer> blobs(Set<FileName> listed) {
        Set<Integer> found = new TreeSet<>();
        for (FileName index : listed) {
            packs.getOrDefault(index, Set.of()).forEach(pack -> found.addAll(blobs.getOrDefault(pack, Set.of())));
        }
        return found;
    }

    private static Set<FileName> listed(LocalStore store) throws IOException {
        return names(lists(store));
    }

    /** Each kind once: a list looks into every folder of a repository, and there are hundreds. */
    private static Map<FileType, FileList> lists(LocalStore store) throws IOException {
        Map<FileType, FileList> lists = new EnumMap<>(FileType.class);
        for (FileType type : TYPES) {
            store.list(type).ifPresent(list -> lists.put(type, list));
        }
        return lists;
    }

    private static Set<FileName> names(Map<FileType, FileList> lists) {
        Set<FileName> all = new HashSet<>();
        lists.forEach((type, list) -> Uploads.ids(list).forEach(id -> all.add(FileName.of(type, id))));
        return all;
    }

    /** Whether everything is as it has to be for clients; decides what was cut off by what is listed. */
    void check(String situation) throws IOException {
        Map<FileType, FileList> lists = lists(machine.store);
        Set<FileName> there = names(lists);
        List<Set<FileName>> fits = possible.stream()
                .filter(set -> minus(set, doubt).equals(minus(there, doubt)))
                .toList();
        assertThat(fits)
                .as(() -> String.format(
                        "%s: listed is %s, may be %s, in doubt %s",
                        situation, words(there), words(possible), words(doubt)))
                .isNotEmpty();
        checkValid(situation, there);
        possible = List.of(there);
        long bytes = lists.values().stream().mapToLong(FileList::bytes).sum();
        assertThat(machine.weight.get()).as("%s: what counts", situation).isEqualTo(bytes);
        checkContents(situation, there);
    }

    private void checkContents(String situation, Set<FileName> there) throws IOException {
        for (FileName name : there) {
            assertThat(machine.live(name)).as("%s: %s", situation, name).isEqualTo(name.digest());
        }
        for (Caretaker.Kept kept : machine.caretaker.trash()) {
            // What has come back on a full disk is in the list until there is room to say so.
            FileName name = kept.file().name();
            assertThat(machine.trashed(kept.file()).or(() -> there.contains(name) ? name.digest() : Optional.empty()))
                    .as("%s: %s", situation, kept)
                    .isEqualTo(name.digest());
        }
        Set<FileName> trash = trash().values().stream().flatMap(Set::stream).collect(Collectors.toSet());
        assertThat(minus(minus(owed, there), trash))
                .as("%s: files that are neither live nor in the trash", situation)
                .isEmpty();
        for (FileName name : readable) {
            assertThat(read(name))
                    .as(() -> situation + ": " + word(name) + " can be read")
                    .isEqualTo(name.digest());
        }
    }

    /** What lies in the trash of each commit, whatever the log says. */
    private Map<Long, Set<FileName>> trash() throws IOException {
        Map<Long, Set<FileName>> found = new TreeMap<>();
        Optional<Path> side = machine.side.find();
        if (side.isPresent()) {
            Trash trash = new Trash(machine.disk, Side.trash(side.get()));
            for (long commit : trash.commits()) {
                trash.walk(
                        commit,
                        (number, name, size) -> found.computeIfAbsent(number, key -> new HashSet<>())
                                .add(name));
            }
        }
        return found;
    }

    /** Whether the log tells of what is in the trash, no less and no more. */
    void checkRecorded(String situation) throws IOException {
        Map<Long, Set<FileName>> recorded = new TreeMap<>();
        for (Caretaker.Kept kept : machine.caretaker.trash()) {
            recorded.computeIfAbsent(kept.file().commit(), key -> new HashSet<>())
                    .add(kept.file().name());
        }
        assertThat(recorded).as(situation).isEqualTo(trash());
    }

    private Optional<FileId> read(FileName name) throws IOException {
        Optional<FileId> live = machine.live(name);
        if (live.isPresent()) {
            return live;
        }
        Optional<Region> hidden = machine.history.openHidden(name);
        if (hidden.isEmpty()) {
            return Optional.empty();
        }
        try (Region region = hidden.get()) {
            ByteBuffer bytes = ByteBuffer.allocate((int) region.size());
            region.read(bytes, 0);
            return Optional.of(Uploads.id(bytes.array()));
        }
    }

    private List<Set<String>> words(List<Set<FileName>> sets) {
        return sets.stream().map(this::words).toList();
    }

    private Set<String> words(Set<FileName> names) {
        return names.stream().map(this::word).collect(Collectors.toCollection(TreeSet::new));
    }

    private String word(FileName name) {
        return files.entrySet().stream()
                .filter(file -> file.getValue().equals(name))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(name.toString());
    }
}
