package packhouse.storage.catalog;

import packhouse.protocol.FileId;

/**
 * Is told what could not be read while a catalog was made. What the tables tell as well, like packs in several index files, is not
 * told here. One call at a time, from any thread.
 *
 * <p>What could not be read is not in the catalog, and is tried again whenever the catalog is made current.
 */
public interface Complaints {

    /** An index file is damaged; what it lists is not in the catalog. The reason need not name it. */
    void unreadableIndex(FileId index, String why);

    /** A tree is damaged in all its copies; what it points to is not known. */
    void unreadableTree(FileId tree, String why);

    /** A tree was read, but {@code restic check} would complain about it. Told only when the tree is first read. */
    void flaw(FileId tree, String sentence);
}
