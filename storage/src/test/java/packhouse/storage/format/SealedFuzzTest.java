package packhouse.storage.format;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import packhouse.storage.Golden;

/**
 * Whatever becomes of real keys, configs, packs and sealed files, before or after somebody with the key sealed them, reading ends in
 * bounded memory, with their content or a format error. Some 400 000 changed files a run, of another seed each time.
 */
@Timeout(600)
final class SealedFuzzTest {

    /** Buffers of a stream, or the parser of a small document. */
    private static final long READERS = 1 << 20;

    /** What a byte of a file becomes at most: an entry of a pack. */
    private static final long PER_BYTE = 16;

    private static final Golden REAL = new Golden("restic-0.19.1", "v2-mixed");
    private static final int MOST = 1 << 20;

    private final Random random = Seeded.random(SealedFuzzTest.class);
    private final Mutations mutations = new Mutations(random);
    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final RepositoryKey key = GoldenKeys.of(REAL);

    /** Reads a changed file; tells how long it was. */
    private interface Attempt {
        int read() throws IOException;
    }

    @Test
    void keyFiles() throws IOException {
        List<byte[]> files = List.copyOf(REAL.files("keys").values());
        fuzz(80_000, () -> {
            byte[] json = changed(files);
            KeyFile.parse(Source.of("keys/1", json)).created();
            return json.length;
        });
    }

    @Test
    void masterKeys() throws IOException {
        List<byte[]> files = List.of(MasterKey.format(key));
        fuzz(50_000, () -> {
            byte[] json = changed(files);
            MasterKey.parse("keys/1", json.clone());
            return json.length;
        });
    }

    @Test
    void configs() throws IOException {
        List<byte[]> files = List.of(key.open(REAL.file("config")).orElseThrow());
        fuzz(80_000, () -> {
            byte[] stored = sealed(changed(files));
            byte[] again =
                    RepositoryConfig.open(Source.of("config", stored), key).seal(2, key, random);
            if (RepositoryConfig.open(Source.of("config", again), key).version() != 2) {
                throw new IllegalStateException("the version did not change");
            }
            return stored.length;
        });
    }

    @Test
    void sealedFiles() throws IOException {
        List<byte[]> encodings = new ArrayList<>();
        for (String folder : List.of("index", "snapshots")) {
            REAL.files(folder)
                    .values()
                    .forEach(file -> encodings.add(key.open(file).orElseThrow()));
        }
        fuzz(30_000, () -> {
            byte[] stored = sealed(changed(encodings));
            try (InputStream document = Envelope.open(Source.of("index/1", stored), key, 2, MOST)) {
                byte[] piece = new byte[8 << 10];
                while (document.read(piece) >= 0) {}
            }
            return stored.length;
        });
    }

    @Test
    void filesThatNobodySealedAgain() throws IOException {
        List<byte[]> files = new ArrayList<>(REAL.files("index").values());
        files.addAll(REAL.files("snapshots").values());
        fuzz(50_000, () -> {
            byte[] stored = changed(files);
            Envelope.open(Source.of("index/1", stored), key, 2, MOST).close();
            return stored.length;
        });
    }

    @Test
    void packs() throws IOException {
        List<byte[]> packs = smallPacks();
        fuzz(50_000, () -> {
            byte[] pack = changed(packs);
            // Where the length of the header stands, a change tells most.
            if (random.nextBoolean() && pack.length > 4) {
                pack[pack.length - 1 - random.nextInt(4)] = (byte) random.nextInt(256);
            }
            PackHeader.read(Source.of("data/1", pack), key);
            return pack.length;
        });
    }

    @Test
    void packHeaders() throws IOException {
        List<byte[]> headers = new ArrayList<>();
        for (byte[] pack : smallPacks()) {
            headers.add(header(PackHeader.read(Source.of("data/1", pack), key)));
        }
        fuzz(100_000, () -> {
            byte[] header = sealed(changed(headers));
            ByteArrayOutputStream pack = new ByteArrayOutputStream();
            pack.writeBytes(new byte[random.nextInt(2000)]);
            pack.writeBytes(header);
            ByteBuffer length = ByteBuffer.allocate(4);
            PackHeader.putNumber(header.length, length);
            pack.writeBytes(length.array());
            PackHeader.read(Source.of("data/1", pack.toByteArray()), key);
            return pack.size();
        });
    }

    @Test
    void blobs() throws IOException {
        List<Map.Entry<PackEntry, byte[]>> blobs = new ArrayList<>();
        for (byte[] pack : smallPacks()) {
            for (PackEntry entry : PackHeader.read(Source.of("data/1", pack), key)) {
                int from = (int) entry.offset();
                byte[] sealed = Arrays.copyOfRange(pack, from, from + (int) entry.length());
                blobs.add(Map.entry(entry, key.open(sealed).orElseThrow()));
            }
        }
        try (BlobCodec codec = new BlobCodec(key)) {
            fuzz(100_000, () -> {
                var blob = blobs.get(random.nextInt(blobs.size()));
                byte[] stored = sealed(mutations.of(blob.getValue()));
                PackEntry was = blob.getKey();
                codec.verify(
                        Source.of("data/1", stored),
                        new PackEntry(was.kind(), was.id(), 0, stored.length, was.rawLength()));
                return stored.length + (int) was.plainLength();
            });
        }
    }

    private void fuzz(int rounds, Attempt attempt) throws IOException {
        int refused = 0;
        for (int i = 0; i < rounds; i++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            try {
                int length = attempt.read();
                long allocated = threads.getCurrentThreadAllocatedBytes() - before;
                assertThat(allocated).as("allocated for %d bytes", length).isLessThan(READERS + PER_BYTE * length);
            } catch (FormatException e) {
                refused++;
                assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(2 * READERS);
            }
        }
        assertThat(refused).isBetween(rounds / 10, rounds);
    }

    private byte[] changed(List<byte[]> files) {
        return mutations.of(files.get(random.nextInt(files.size())));
    }

    private byte[] sealed(byte[] plain) {
        return key.seal(plain, 0, plain.length, random);
    }

    private static List<byte[]> smallPacks() {
        return REAL.files("data").values().stream()
                .filter(pack -> pack.length < 10_000)
                .toList();
    }

    private static byte[] header(List<PackEntry> entries) {
        ByteBuffer header = ByteBuffer.allocate(
                entries.stream().mapToInt(PackEntry::entryLength).sum());
        entries.forEach(entry -> PackHeader.put(entry, header));
        return header.array();
    }
}
