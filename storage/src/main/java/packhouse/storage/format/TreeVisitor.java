package packhouse.storage.format;

import packhouse.protocol.FileId;

/**
 * Is told what a tree points to, in its order. Nothing it heard counts unless the reading ends without an error.
 */
public interface TreeVisitor {

    /** Any node points to this piece of a file. */
    void data(FileId blob);

    /** Any node points to this directory. */
    void subtree(FileId tree);

    /** Something that {@code restic check} complains about in a tree that can be read; the words are for people. */
    void flaw(String sentence);
}
