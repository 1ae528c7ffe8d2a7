package packhouse.storage.format;

import java.io.EOFException;

/** Bytes in memory as a source. */
final class MemorySource implements Source {

    private final String name;
    private final byte[] bytes;

    MemorySource(String name, byte[] bytes) {
        this.name = name;
        this.bytes = bytes;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public long size() {
        return bytes.length;
    }

    @Override
    public void read(long position, byte[] target, int offset, int length) throws EOFException {
        if (position < 0 || position > bytes.length - length) {
            throw new EOFException(name + ": ends at " + bytes.length + ", wanted " + length + " bytes at " + position);
        }
        System.arraycopy(bytes, (int) position, target, offset, length);
    }
}
