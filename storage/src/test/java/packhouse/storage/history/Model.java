package packhouse.storage.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import packhouse.protocol.FileId;
import packhouse.protocol.FileName;
import packhouse.protocol.FileType;
import packhouse.storage.disk.PowerCut;
import packhouse.storage.store.Uploads;

/**
 * What clients and the owner were told, and what has to be true because of it. A deed that was cut off may have happened or not; which
 * of them it is, is looked at afterwards.
 */
final class Model {

    /** A content that somebody may have back: it was confirmed, and nobody was told that it is destroyed. */
    private record Owed(FileName name, FileId content) {}

    private final Machine machine;
    private final Set<Owed> owed = new HashSet<>();
    private final Map<FileName, Set<Optional<FileId>>> live = new HashMap<>();

    Model(Machine machine) {
        this.machine = machine;
    }

    /** Something that a client or the owner does. */
    @FunctionalInterface
    interface Deed {
        void on(Model model) throws IOException;
    }

    static Deed upload(FileType type, byte[] content) {
        return model -> model.doUpload(Uploads.name(type, content), content);
    }

    static Deed delete(FileName name) {
        return model -> model.doDelete(name);
    }

    static Deed restoreAll() {
        return Model::doRestore;
    }

    static Deed purgeAfter(Duration rest) {
        return model -> model.doPurge(rest);
    }

    static Deed empty() {
        return Model::doEmpty;
    }

    /** Names that are live for sure. */
    List<FileName> sure() {
        return live.entrySet().stream()
                .filter(entry -> entry.getValue().stream().allMatch(Optional::isPresent))
                .map(Map.Entry::getKey)
                .sorted((a, b) -> a.toString().compareTo(b.toString()))
                .toList();
    }

    private Set<Optional<FileId>> known(FileName name) {
        return live.computeIfAbsent(name, key -> new HashSet<>(Set.of(Optional.empty())));
    }

    private void become(FileName name, Optional<FileId> content) {
        live.put(name, new HashSet<>(Set.of(content)));
    }

    private void doUpload(FileName name, byte[] content) throws IOException {
        Optional<FileId> fresh = Optional.of(Uploads.id(content));
        known(name).add(fresh);
        Uploads.upload(machine.store, name, content);
        if (name.type() != FileType.CONFIG || machine.live(name).equals(fresh)) {
            become(name, fresh);
            owed.add(new Owed(name, fresh.get()));
        }
    }

    private void doDelete(FileName name) throws IOException {
        known(name).add(Optional.empty());
        machine.history.delete(name);
        become(name, Optional.empty());
    }

    private void doRestore() throws IOException {
        Set<FileName> wanted = new HashSet<>(sure());
        for (Caretaker.Kept kept : machine.caretaker.trash()) {
            wanted.add(kept.file().name());
            known(kept.file().name()).add(machine.trashed(kept.file()));
        }
        machine.caretaker.restore(file -> true);
        for (FileName name : wanted) {
            Optional<FileId> now = machine.live(name);
            assertThat(now).as("%s is back", name).isPresent();
            assertThat(known(name)).contains(now);
            become(name, now);
        }
    }

    private void doPurge(Duration rest) throws IOException {
        machine.clock.advance(rest);
        Set<Owed> before = Set.copyOf(owed);
        for (Caretaker.Kept kept : machine.caretaker.trash()) {
            // Whatever the round makes of it: only what is not live may go.
            if (!kept.fate().until().isAfter(machine.clock.instant())) {
                release(kept.file());
            }
        }
        machine.caretaker.round(line -> {});
        for (Owed one : before) {
            if (!owed.contains(one)) {
                // A lock, or time that was not enough, keeps it; then it is owed again.
                reclaim(one);
            }
        }
    }

    private void doEmpty() throws IOException {
        machine.caretaker.trash().forEach(kept -> release(kept.file()));
        machine.caretaker.empty();
        assertThat(machine.caretaker.trash()).isEmpty();
    }

    private void release(Resting file) {
        owed.removeIf(one -> one.name().equals(file.name()) && !isSurelyLive(one));
    }

    private boolean isSurelyLive(Owed one) {
        return known(one.name()).equals(Set.of(Optional.of(one.content())));
    }

    private void reclaim(Owed one) throws IOException {
        if (copies(one) > 0) {
            owed.add(one);
        }
    }

    private long copies(Owed one) throws IOException {
        long copies = machine.live(one.name()).equals(Optional.of(one.content())) ? 1 : 0;
        for (Caretaker.Kept kept : machine.caretaker.trash()) {
            if (kept.file().name().equals(one.name())
                    && machine.trashed(kept.file()).equals(Optional.of(one.content()))) {
                copies++;
            }
        }
        return copies;
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

    /**
     * Whether everything is as it has to be. What was in doubt stays so, because what survived the end of a process may still be lost with
     * the power.
     */
    void check(String situation) throws IOException {
        for (Map.Entry<FileName, Set<Optional<FileId>>> entry : live.entrySet()) {
            FileName name = entry.getKey();
            Optional<FileId> now = machine.live(name);
            assertThat(entry.getValue()).as("%s: %s", situation, name).contains(now);
            boolean listed = machine.store
                    .list(name.type())
                    .map(Uploads::ids)
                    .orElse(List.of())
                    .contains(name.digest().orElse(new FileId(0, 0, 0, 0)));
            assertThat(listed).as("%s: %s is listed", situation, name).isEqualTo(now.isPresent());
        }
        for (Owed one : owed) {
            assertThat(copies(one)).as("%s: %s", situation, one).isPositive();
        }
        for (Caretaker.Kept kept : machine.caretaker.trash()) {
            Resting file = kept.file();
            assertThat(machine.trashed(file)).as("%s: %s", situation, file).isPresent();
            file.name()
                    .digest()
                    .ifPresent(id -> assertThat(trashed(file)).as(situation).isEqualTo(Optional.of(id)));
            assertThat(file.since()).as(situation).isBeforeOrEqualTo(machine.clock.instant());
        }
    }

    private Optional<FileId> trashed(Resting file) {
        try {
            return machine.trashed(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
