package packhouse.storage.format;

/** What a blob holds. A data blob and a tree blob with the same id are two different blobs. */
public enum BlobKind {
    /** A piece of a file. */
    DATA("data"),
    /** A directory. */
    TREE("tree");

    private final String word;

    BlobKind(String word) {
        this.word = word;
    }

    /** The word in index files and for people. */
    public String word() {
        return word;
    }
}
