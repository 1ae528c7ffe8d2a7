package packhouse.storage.store.local;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import packhouse.protocol.FileName;
import packhouse.protocol.FileType;
import packhouse.storage.store.local.KnownDirectory.Surroundings;

/** The directories of a repository that hold files, with what is known of each. */
final class Places {

    private final Map<FileType, List<KnownDirectory>> known = new EnumMap<>(FileType.class);

    /** Gives each kind of files what its directories share. */
    @FunctionalInterface
    interface Around {
        Surroundings of(FileType type);
    }

    Places(LocalLayout layout, Around around) {
        for (FileType type : FileType.values()) {
            Surroundings shared = around.of(type);
            known.put(
                    type,
                    IntStream.range(0, LocalLayout.directories(type))
                            .mapToObj(index -> new KnownDirectory(layout, type, index, shared))
                            .toList());
        }
    }

    /** The one that a file of this name belongs into. */
    KnownDirectory of(FileName name) {
        return of(name.type()).get(LocalLayout.index(name));
    }

    /** Those of a kind. */
    List<KnownDirectory> of(FileType type) {
        return known.getOrDefault(type, List.of());
    }

    /** All of them. */
    Stream<KnownDirectory> all() {
        return known.values().stream().flatMap(List::stream);
    }
}
