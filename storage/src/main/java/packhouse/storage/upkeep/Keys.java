package packhouse.storage.upkeep;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import packhouse.protocol.FileId;
import packhouse.protocol.FileName;
import packhouse.protocol.FileType;
import packhouse.storage.catalog.StoreSource;
import packhouse.storage.format.FormatException;
import packhouse.storage.format.KeyFile;
import packhouse.storage.store.Store;
import packhouse.storage.upkeep.RepositoryFacts.Damaged;

/**
 * The key files of a repository.
 *
 * @param readable oldest first
 * @param damaged those that cannot be read
 */
public record Keys(List<RepositoryFacts.Key> readable, List<Damaged> damaged) {

    public Keys {
        readable = List.copyOf(readable);
        damaged = List.copyOf(damaged);
    }

    /** Reads these keys; what is gone meanwhile is left out. */
    public static Keys read(List<FileId> ids, Store store) throws IOException {
        List<RepositoryFacts.Key> readable = new ArrayList<>();
        List<Damaged> damaged = new ArrayList<>();
        for (FileId id : ids) {
            try {
                read(id, store).ifPresent(readable::add);
            } catch (FormatException e) {
                damaged.add(new Damaged(id, e.what()));
            }
        }
        readable.sort(
                Comparator.comparing((RepositoryFacts.Key key) -> key.created().orElse(Instant.MAX)));
        return new Keys(readable, damaged);
    }

    private static Optional<RepositoryFacts.Key> read(FileId id, Store store) throws IOException {
        Optional<StoreSource> found = StoreSource.open(store, FileName.of(FileType.KEYS, id));
        if (found.isEmpty()) {
            return Optional.empty();
        }
        try (StoreSource file = found.get()) {
            KeyFile key = KeyFile.parse(file);
            return Optional.of(new RepositoryFacts.Key(id, key.hostname(), key.username(), key.created()));
        }
    }
}
