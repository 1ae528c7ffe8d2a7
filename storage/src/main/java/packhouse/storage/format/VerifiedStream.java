package packhouse.storage.format;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import packhouse.protocol.FileId;

/** The plaintext of a blob that fails at its end, instead of ending, if it was not the blob that was promised. */
final class VerifiedStream extends FilterInputStream {

    private final String pack;
    private final PackEntry entry;
    private final MessageDigest sha;
    private long given;
    private boolean over;

    /** The digest is this stream's alone while it is read. */
    VerifiedStream(InputStream plain, String pack, PackEntry entry, MessageDigest sha) {
        super(plain);
        this.pack = pack;
        this.entry = entry;
        this.sha = sha;
        sha.reset();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int count = over ? -1 : in.read(target, offset, length);
        if (count > 0) {
            sha.update(target, offset, count);
            given += count;
        } else if (count < 0 && !over) {
            requirePromised();
            over = true;
        }
        return count;
    }

    private void requirePromised() throws FormatException {
        if (given != entry.plainLength()) {
            throw BlobCodec.corrupt(pack, entry, "has " + given + " bytes instead of " + entry.plainLength());
        }
        if (!FileId.of(sha.digest()).equals(entry.id())) {
            throw BlobCodec.corrupt(pack, entry, "has the content of another");
        }
    }

    @Override
    public long skip(long count) throws IOException {
        byte[] dropped = new byte[(int) Math.min(Math.max(count, 0), 8 << 10)];
        return dropped.length == 0 ? 0 : Math.max(read(dropped, 0, dropped.length), 0);
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
