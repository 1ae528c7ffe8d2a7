package packhouse.storage.repack;

import java.nio.file.Path;
import java.util.List;
import packhouse.protocol.FileId;
import packhouse.protocol.FileName;
import packhouse.protocol.FileType;
import packhouse.storage.history.Replacement;

/** An index file that was written and read back, the packs it lists, and where it waits. */
record NewIndex(FileId id, long size, List<FileId> packs, Path file) {

    Replacement.Staged staged() {
        return new Replacement.Staged(FileName.of(FileType.INDEX, id), size, file);
    }
}
