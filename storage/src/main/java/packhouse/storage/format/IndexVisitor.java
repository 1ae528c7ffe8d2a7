package packhouse.storage.format;

import packhouse.protocol.FileId;

/** Is told what an index file lists, in its order. Nothing it heard counts unless the reading ends without an error. */
public interface IndexVisitor {

    /**
     * A pack begins; its blobs follow.
     *
     * @param deleted whether it stands in rustic's list of packs to delete: for restic its blobs do not exist
     */
    void pack(FileId pack, boolean deleted);

    /** A blob of the pack that was named last; the parameters are those of {@link PackEntry}. */
    void blob(BlobKind kind, FileId id, long offset, long length, long rawLength);
}
