package packhouse.storage.upkeep;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import packhouse.protocol.FileId;
import packhouse.protocol.FileType;
import packhouse.storage.repository.NoRepositoryException;
import packhouse.storage.store.FileList;
import packhouse.storage.store.FileSet;
import packhouse.storage.store.Store;

/** Lists of files. */
final class FileIds {

    private FileIds() {}

    /**
     * All files of a kind.
     *
     * @throws NoRepositoryException if nothing of the repository is there
     */
    static FileList list(Store store, FileType type) throws IOException {
        return store.list(type).orElseThrow(NoRepositoryException::new);
    }

    /** Their names. */
    static List<FileId> of(FileList list) {
        List<FileId> ids = new ArrayList<>(list.count());
        for (FileSet part : list.parts()) {
            for (int i = 0; i < part.count(); i++) {
                ids.add(part.id(i));
            }
        }
        return ids;
    }
}
