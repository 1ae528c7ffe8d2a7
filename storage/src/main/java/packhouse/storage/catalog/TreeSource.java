package packhouse.storage.catalog;

import java.io.Closeable;
import java.io.IOException;
import packhouse.protocol.FileId;
import packhouse.storage.format.PackEntry;
import packhouse.storage.format.TreeVisitor;

/** The trees of a repository. Used by one thread; it keeps the pack open that it read last. */
interface TreeSource extends Closeable {

    /**
     * Reads one copy of a tree to its end and tells the visitor what it points to.
     *
     * @throws IOException if it cannot be read, is not what its id says, or does not follow the format; what the visitor heard is void
     *     then
     */
    void read(FileId pack, PackEntry tree, TreeVisitor visitor) throws IOException;
}
