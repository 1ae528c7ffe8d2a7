package packhouse.storage.catalog;

import java.util.ArrayList;
import java.util.List;

/** Blocks that stay in memory. */
final class MemoryBlocks implements Blocks, BlockSink {

    private final int size;
    private final List<byte[]> blocks = new ArrayList<>();

    MemoryBlocks(int size) {
        this.size = size;
    }

    @Override
    public int blockBytes() {
        return size;
    }

    @Override
    public int blockCount() {
        return blocks.size();
    }

    @Override
    public void write(byte[] block) {
        blocks.add(block.clone());
    }

    @Override
    public void read(int block, byte[] target) {
        System.arraycopy(blocks.get(block), 0, target, 0, size);
    }

    @Override
    public void close() {
        // They stay in memory.
    }

    MemoryBlocks copy() {
        MemoryBlocks copy = new MemoryBlocks(size);
        blocks.forEach(copy::write);
        return copy;
    }

    byte[] block(int number) {
        return blocks.get(number);
    }
}
