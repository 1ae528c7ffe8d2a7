package packhouse.storage.upkeep;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import packhouse.protocol.FileId;
import packhouse.protocol.FileName;
import packhouse.protocol.FileType;
import packhouse.storage.repository.Unlocked;
import packhouse.storage.store.FileList;
import packhouse.storage.store.Store;
import packhouse.storage.upkeep.RepositoryFacts.Contents;

/** Collects what there is to say about a repository. */
final class Facts {

    private final Store store;
    private final InstantSource clock;

    Facts(Store store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    RepositoryFacts collect(Optional<Unlocked> unlocked) throws IOException {
        FileList packs = FileIds.list(store, FileType.DATA);
        FileList indexes = FileIds.list(store, FileType.INDEX);
        FileList snapshots = FileIds.list(store, FileType.SNAPSHOTS);
        FileList locks = FileIds.list(store, FileType.LOCKS);
        FileList keyFiles = FileIds.list(store, FileType.KEYS);
        long bytes = packs.bytes() + indexes.bytes() + snapshots.bytes() + locks.bytes() + keyFiles.bytes();
        Keys keys = Keys.read(FileIds.of(keyFiles), store);
        Optional<Contents> contents = unlocked.isEmpty()
                ? Optional.empty()
                : Optional.of(new OpenedFacts(unlocked.get(), clock.instant())
                        .collect(FileIds.of(snapshots), FileIds.of(locks)));
        return new RepositoryFacts(
                amount(packs),
                amount(indexes),
                amount(snapshots),
                amount(locks),
                bytes + store.size(FileName.config()).orElse(0),
                lastBackup(snapshots),
                keys.readable(),
                keys.damaged(),
                contents);
    }

    private static Amount amount(FileList list) {
        return new Amount(list.count(), list.bytes());
    }

    private Optional<Instant> lastBackup(FileList snapshots) throws IOException {
        Optional<Instant> last = Optional.empty();
        for (FileId id : FileIds.of(snapshots)) {
            Optional<Instant> arrived = store.arrived(FileName.of(FileType.SNAPSHOTS, id));
            if (arrived.isPresent() && arrived.get().isAfter(last.orElse(Instant.MIN))) {
                last = arrived;
            }
        }
        return last;
    }
}
