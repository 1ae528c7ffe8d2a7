package packhouse.storage.custody;

import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import packhouse.protocol.FileId;
import packhouse.protocol.FileName;
import packhouse.protocol.FileType;
import packhouse.storage.disk.Region;
import packhouse.storage.format.FormatException;
import packhouse.storage.history.Caretaker;
import packhouse.storage.history.Resting;
import packhouse.storage.repository.Unlocked;

/**
 * What has to come back from the trash together with index files that a client deleted: packs that they name and that the server itself
 * has replaced since.
 */
public final class Companions {

    private final Caretaker caretaker;
    private final List<Resting> trash;

    /** Among {@code trash}, which {@code caretaker} looks after. */
    public Companions(Caretaker caretaker, List<Resting> trash) {
        this.caretaker = caretaker;
        this.trash = List.copyOf(trash);
    }

    /** Whether there may be any for these files; only who can read index files knows. */
    public boolean mayHave(Collection<Resting> files) {
        return files.stream().anyMatch(Companions::isIndex) && trash.stream().anyMatch(Companions::isReplacedPack);
    }

    /** Those of these files. */
    public Set<Resting> of(Collection<Resting> files, Unlocked repository) throws IOException {
        Map<FileName, Resting> replaced = new HashMap<>();
        for (Resting file : trash) {
            if (isReplacedPack(file)) {
                replaced.put(file.name(), file);
            }
        }
        Set<Resting> companions = new HashSet<>();
        for (Resting index : files.stream().filter(Companions::isIndex).toList()) {
            for (FileId pack : named(index, repository)) {
                Resting found = replaced.get(FileName.of(FileType.DATA, pack));
                if (found != null) {
                    companions.add(found);
                }
            }
        }
        return companions;
    }

    /** An index that nobody can read names nothing for anybody. */
    private List<FileId> named(Resting index, Unlocked repository) throws IOException {
        Optional<Region> file = caretaker.open(index);
        try {
            return file.isEmpty() ? List.of() : IndexedPacks.read(repository, index.name(), file.get());
        } catch (FormatException e) {
            return List.of();
        }
    }

    private static boolean isIndex(Resting file) {
        return file.name().type() == FileType.INDEX;
    }

    private static boolean isReplacedPack(Resting file) {
        return file.name().type() == FileType.DATA && file.cause().isOwn();
    }
}
