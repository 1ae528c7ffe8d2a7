package packhouse.storage.catalog;

import java.io.IOException;
import java.util.List;
import packhouse.protocol.FileId;
import packhouse.protocol.FileInfo;
import packhouse.storage.format.IndexVisitor;

/** The index files of a repository. Safe for many threads. */
interface Indexes {

    /** All that are there now, ordered by id. */
    List<FileInfo> list() throws IOException;

    /**
     * Reads one of them.
     *
     * @return false if it is not there any more
     * @throws IOException if it cannot be read, also in the middle
     */
    boolean read(FileId index, IndexVisitor visitor) throws IOException;
}
