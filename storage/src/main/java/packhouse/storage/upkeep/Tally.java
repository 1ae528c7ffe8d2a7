package packhouse.storage.upkeep;

import packhouse.storage.format.BlobKind;
import packhouse.storage.upkeep.DedupReport.Blobs;
import packhouse.storage.upkeep.DedupReport.Usage;

/** Counts blobs and copies. */
final class Tally {

    private long dataBlobs;
    private long treeBlobs;
    private long copies;
    private long copyBytes;
    private long repeated;
    private long extraCopies;
    private long extraBytes;
    private long used;
    private long usedBytes;
    private long usedPlainBytes;
    private long duplicate;
    private long duplicateBytes;
    private long unused;
    private long unusedBytes;
    private long plainData;
    private long plainDataBytes;
    private long plainTrees;
    private long plainTreeBytes;
    private long mixed;
    private long mixedBytes;

    /** Counts one blob and all its copies. */
    void add(Places blob) {
        long bytes = blob.bytes();
        int shortest = blob.shortest();
        if (blob.kind() == BlobKind.DATA) {
            dataBlobs++;
        } else {
            treeBlobs++;
        }
        copies += blob.count();
        copyBytes += bytes;
        if (blob.count() > 1) {
            repeated++;
            extraCopies += blob.count() - 1;
            extraBytes += bytes - blob.length(shortest);
        }
        addUsage(blob, shortest, bytes);
        addForms(blob, bytes);
    }

    private void addUsage(Places blob, int shortest, long bytes) {
        if (blob.isNeeded()) {
            used++;
            usedBytes += blob.length(shortest);
            usedPlainBytes += blob.plainLength(shortest);
            duplicate += blob.count() - 1;
            duplicateBytes += bytes - blob.length(shortest);
        } else {
            unused += blob.count();
            unusedBytes += bytes;
        }
    }

    private void addForms(Places blob, long bytes) {
        int plain = 0;
        long plainBytes = 0;
        for (int i = 0; i < blob.count(); i++) {
            if (blob.isPlain(i)) {
                plain++;
                plainBytes += blob.length(i);
            }
        }
        if (blob.kind() == BlobKind.DATA) {
            plainData += plain;
            plainDataBytes += plainBytes;
        } else {
            plainTrees += plain;
            plainTreeBytes += plainBytes;
        }
        if (plain > 0 && plain < blob.count()) {
            mixed++;
            mixedBytes += bytes;
        }
    }

    Blobs blobs() {
        return new Blobs(dataBlobs, treeBlobs, new Amount(copies, copyBytes));
    }

    /** Blobs with more than one copy. */
    long repeated() {
        return repeated;
    }

    /** Copies beyond the first, and bytes of all but the shortest. */
    Amount extra() {
        return new Amount(extraCopies, extraBytes);
    }

    Usage usage(long unreferencedPackBytes) {
        return new Usage(
                new Amount(used, usedBytes),
                usedPlainBytes,
                new Amount(duplicate, duplicateBytes),
                new Amount(unused, unusedBytes),
                unreferencedPackBytes);
    }

    /** Plain copies of this kind. */
    Amount plain(BlobKind kind) {
        return kind == BlobKind.DATA ? new Amount(plainData, plainDataBytes) : new Amount(plainTrees, plainTreeBytes);
    }

    /** Blobs that are stored both ways, and bytes of all their copies. */
    Amount mixed() {
        return new Amount(mixed, mixedBytes);
    }
}
