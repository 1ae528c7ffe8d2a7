package packhouse.storage.catalog;

import java.util.ArrayList;
import java.util.List;
import packhouse.protocol.FileId;
import packhouse.protocol.FileInfo;
import packhouse.storage.format.BlobKind;
import packhouse.storage.format.IndexVisitor;
import packhouse.storage.format.PackEntry;
import packhouse.storage.format.TreeVisitor;

/**
 * A repository that exists only as a formula: nine tenths data blobs, one tenth trees, 6 packs for 100 blobs, every fiftieth pack there
 * twice under two names. A tree contains three trees (as a heap does, so the highest is 15 levels up at ten million trees) and 17 data
 * blobs drawn at random.
 */
final class SyntheticRepository implements Indexes, TreeSource {

    static final int SUBTREES = 3;
    static final int DATA = 17;

    private static final int PACK_BLOBS = 17;
    private static final int FILE_PACKS = 2_900;
    private static final int REPEAT = 50;
    private static final long BLOB_BYTES = 900_000;

    private final int blobs;
    private final int dataBlobs;
    private final int packs;
    private boolean yesterday;

    SyntheticRepository(int blobs) {
        this.blobs = blobs;
        this.dataBlobs = blobs - blobs / 10;
        this.packs = (blobs + PACK_BLOBS - 1) / PACK_BLOBS;
    }

    int trees() {
        return blobs - dataBlobs;
    }

    /** Packs under different names. */
    int packs() {
        return packs + packs / REPEAT;
    }

    /** Hides an index file of data and one of trees, as if they were uploaded tonight, or shows them. */
    void yesterday(boolean hide) {
        yesterday = hide;
    }

    private boolean isHidden(int file) {
        return yesterday && (file == 0 || file == packs / FILE_PACKS - 1);
    }

    /** The end of SplitMix64, which takes different numbers to different ones. */
    private static long mix(long number) {
        long mixed = (number ^ number >>> 30) * 0xbf58_476d_1ce4_e5b9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94d0_49bb_1331_11ebL;
        return mixed ^ mixed >>> 31;
    }

    private static long unmix(long mixed) {
        long number = (mixed ^ mixed >>> 31 ^ mixed >>> 62) * 0x3196_42b2_d24d_8ec3L;
        number = (number ^ number >>> 27 ^ number >>> 54) * 0x96de_1b17_3f11_9089L;
        return number ^ number >>> 30 ^ number >>> 60;
    }

    private static FileId id(long number) {
        long first = mix(number + 1);
        return new FileId(first, mix(first + 1), mix(first + 2), mix(first + 3));
    }

    FileId tree(int tree) {
        return id(dataBlobs + (long) tree);
    }

    @Override
    public List<FileInfo> list() {
        List<FileInfo> files = new ArrayList<>();
        for (int file = 0; (long) file * FILE_PACKS < packs(); file++) {
            if (!isHidden(file)) {
                files.add(new FileInfo(id(-1_000_000_000L - file), FILE_PACKS * PACK_BLOBS * 215L));
            }
        }
        files.sort((a, b) -> a.id().compareTo(b.id()));
        return files;
    }

    @Override
    public boolean read(FileId index, IndexVisitor visitor) {
        int file = (int) (-1_000_000_000L - (unmix(index.a()) - 1));
        int end = Math.min(packs(), (file + 1) * FILE_PACKS);
        for (int pack = file * FILE_PACKS; pack < end; pack++) {
            visitor.pack(id(-2_000_000_000L - pack), false);
            int first = (pack < packs ? pack : (pack - packs) * REPEAT) * PACK_BLOBS;
            for (int i = 0; i < PACK_BLOBS && first + i < blobs; i++) {
                BlobKind kind = first + i < dataBlobs ? BlobKind.DATA : BlobKind.TREE;
                visitor.blob(kind, id(first + i), i * BLOB_BYTES, BLOB_BYTES, 2 * BLOB_BYTES);
            }
        }
        return true;
    }

    @Override
    public void read(FileId pack, PackEntry entry, TreeVisitor visitor) {
        long tree = unmix(entry.id().a()) - 1 - dataBlobs;
        for (int i = 1; i <= SUBTREES; i++) {
            long inner = tree * SUBTREES + i;
            if (inner < trees()) {
                visitor.subtree(tree((int) inner));
            }
        }
        for (int i = 0; i < DATA; i++) {
            visitor.data(id(Long.remainderUnsigned(mix(tree * DATA + i), dataBlobs)));
        }
    }

    @Override
    public void close() {
        // Nothing is open.
    }
}
