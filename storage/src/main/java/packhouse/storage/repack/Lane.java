package packhouse.storage.repack;

import java.io.Closeable;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import packhouse.protocol.FileId;
import packhouse.protocol.FileName;
import packhouse.protocol.FileType;
import packhouse.storage.catalog.StoreSource;
import packhouse.storage.format.BlobCodec;
import packhouse.storage.format.BlobSealer;
import packhouse.storage.format.PackEntry;
import packhouse.storage.format.SealedBlob;
import packhouse.storage.format.Source;
import packhouse.storage.repository.Unlocked;

/**
 * Carries blobs into new packs: what one thread needs for it, for one batch after the other, because new buffers for each batch would be most of
 * what the collector has to do.
 */
final class Lane implements Closeable {

    /** Longer blobs, which only trees of huge folders are, go one at a time, or all threads' buffers together were too long. */
    private static final int LONG = 12 << 20;

    /** What is longer still stays where it is: it would take several times its length of memory. */
    static final int LONGEST = 32 << 20;

    private final Unlocked repository;
    private final BlobCodec codec;
    private final BlobSealer sealer;
    private final ReadBack readBack;
    private final Window window = new Window();
    private Optional<StoreSource> other = Optional.empty();
    private FileId otherId = new FileId(0, 0, 0, 0);
    private String trouble = "";

    Lane(Unlocked repository, Place place) {
        this.repository = repository;
        this.codec = new BlobCodec(repository.key());
        this.sealer = new BlobSealer(repository.key(), place.random());
        this.readBack = new ReadBack(place.disk(), repository.key(), codec, window);
    }

    /** Does what is to be done for a blob; gives the bytes that were read, -1 if no copy is sound. */
    long carry(Task task, Copying copying) throws IOException {
        long length = task.copies().get(0).entry().plainLength();
        if (length <= LONG) {
            return carryNow(task, copying);
        }
        synchronized (copying.longBlobs()) {
            return carryNow(task, copying);
        }
    }

    private long carryNow(Task task, Copying copying) throws IOException {
        long read = 0;
        for (Copy copy : task.staying()) {
            read += copy.entry().length();
            if (open(copy, copying).isPresent()) {
                return read;
            }
        }
        for (Copy copy : task.copies()) {
            read += copy.entry().length();
            Optional<ByteBuffer> plain = open(copy, copying);
            if (plain.isPresent()) {
                write(seal(copy.entry(), plain.get(), copying.options()), copying.sink());
                return read;
            }
        }
        return -1;
    }

    /** Why the last copy was not sound. */
    String trouble() {
        return trouble;
    }

    /** The plaintext of a copy, if it is sound. */
    private Optional<ByteBuffer> open(Copy copy, Copying copying) {
        PackEntry entry = copy.entry();
        try {
            if (Math.max(entry.plainLength(), entry.length()) > LONGEST) {
                trouble = entry.kind().word() + " blob " + entry.id() + " has " + entry.plainLength()
                        + " bytes, too many to be rewritten";
                return Optional.empty();
            }
            window.of(file(copy.pack(), copying));
            return Optional.of(codec.read(window, entry));
        } catch (IOException e) {
            trouble = String.valueOf(e.getMessage());
            return Optional.empty();
        }
    }

    private Source file(FileId pack, Copying copying) throws IOException {
        Map<FileId, SourcePack> sources = copying.sources();
        SourcePack source = sources.get(pack);
        if (source != null) {
            return source.file();
        }
        if (other.isEmpty() || !pack.equals(otherId)) {
            closeOther();
            other = StoreSource.open(repository.store(), FileName.of(FileType.DATA, pack));
            otherId = pack;
        }
        return other.orElseThrow(() -> new FileNotFoundException("data/" + pack + ": is gone"));
    }

    private SealedBlob seal(PackEntry entry, ByteBuffer plain, RepackOptions options) throws IOException {
        boolean compresses = repository.version() > 1 && plain.hasRemaining();
        int from = plain.arrayOffset() + plain.position();
        if (compresses && !entry.isCompressed()) {
            return sealer.sealKnown(
                    entry.kind(), entry.id(), plain.array(), from, plain.remaining(), options.compression());
        }
        if (compresses && options.recompress()) {
            SealedBlob anew = sealer.sealKnown(
                    entry.kind(), entry.id(), plain.array(), from, plain.remaining(), options.compression());
            if (anew.bytes().remaining() < entry.length()) {
                return anew;
            }
        }
        return new SealedBlob(
                entry.kind(), entry.id(), entry.rawLength(), window.slice(entry.offset(), (int) entry.length()));
    }

    private void write(SealedBlob blob, PackSink sink) throws IOException {
        Optional<PackSink.Open> full = sink.add(blob);
        if (full.isPresent()) {
            sink.finish(full.get(), readBack);
        }
    }

    /** Ends the packs that did not become full. */
    void finishRest(PackSink sink) throws IOException {
        for (PackSink.Open pack : sink.takeRest()) {
            sink.finish(pack, readBack);
        }
    }

    /** Closes what was open for this batch; the next may have other packs. */
    void closeOther() throws IOException {
        if (other.isPresent()) {
            other.get().close();
            other = Optional.empty();
        }
    }

    @Override
    public void close() throws IOException {
        codec.close();
        sealer.close();
        closeOther();
    }
}
