package packhouse.storage.catalog;

/** Records in memory, in their order. */
final class SortedBuffer implements Records {

    private final RecordBuffer buffer;
    private int rank = -1;

    /** Of a buffer that was sorted. */
    SortedBuffer(RecordBuffer buffer) {
        this.buffer = buffer;
    }

    @Override
    public boolean next() {
        rank++;
        return rank < buffer.count();
    }

    @Override
    public byte[] array() {
        return buffer.array(rank);
    }

    @Override
    public int at() {
        return buffer.position(rank);
    }
}
