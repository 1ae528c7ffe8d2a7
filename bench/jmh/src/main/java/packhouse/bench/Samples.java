package packhouse.bench;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.stream.IntStream;
import packhouse.protocol.FileId;
import packhouse.storage.format.BlobKind;
import packhouse.storage.format.BlobSealer;
import packhouse.storage.format.Compression;
import packhouse.storage.format.IndexWriter;
import packhouse.storage.format.NewPack;
import packhouse.storage.format.PackEntry;
import packhouse.storage.format.PackWriter;
import packhouse.storage.format.RepositoryKey;
import packhouse.storage.format.Source;

/** What the kernels work on: the same bytes in every run. */
final class Samples {

    private static final long SEED = 20_260_401;
    private static final int WORDS = 4000;

    private final Random random = new Random(SEED);

    /** A key, the same for every sample of these. */
    final RepositoryKey key = RepositoryKey.random(random);

    /** Bytes that do not compress. */
    byte[] noise(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    /** Text of made-up words, which zstd makes about three times shorter, as it does with source code. */
    byte[] text(int length) {
        String[] words = IntStream.range(0, WORDS)
                .mapToObj(i -> Integer.toString(random.nextInt(1 << 24), 36))
                .toArray(String[]::new);
        StringBuilder text = new StringBuilder();
        while (text.length() < length) {
            // The square of a random number prefers the first words, as languages do.
            double rank = random.nextDouble();
            text.append(words[(int) (rank * rank * WORDS)]).append(random.nextInt(12) == 0 ? '\n' : ' ');
        }
        return text.substring(0, length).getBytes(StandardCharsets.US_ASCII);
    }

    /** A pack as it is stored, and what it holds. */
    record Pack(Source file, NewPack content) {}

    /** A pack of as many blobs, all with this content but each with a number in front. */
    Pack pack(int blobs, byte[] content, Compression compression) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PackWriter writer = new PackWriter(bytes, key, random);
        try (BlobSealer sealer = new BlobSealer(key, random)) {
            for (int i = 0; i < blobs; i++) {
                content[0] = (byte) i;
                content[1] = (byte) (i >> 8);
                writer.add(sealer.seal(BlobKind.DATA, content, 0, content.length, compression));
            }
            NewPack pack = writer.finish();
            return new Pack(Source.of("data/" + pack.id(), bytes.toByteArray()), pack);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An index file's JSON: packs of 16 blobs, as a repository of media files has them. */
    byte[] index(int packs) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            IndexWriter writer = new IndexWriter(out::write);
            for (int pack = 0; pack < packs; pack++) {
                writer.pack(id(), IntStream.range(0, 16).mapToObj(this::entry).toList());
            }
            writer.end();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private PackEntry entry(int number) {
        long length = 40_000 + random.nextInt(2_000_000);
        return new PackEntry(BlobKind.DATA, id(), number * 2_100_000L, length, length + random.nextInt(3_000_000));
    }

    private FileId id() {
        return new FileId(random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong());
    }

    /** A tree's JSON: a directory of files of two pieces each. */
    byte[] tree(int files) {
        StringBuilder json = new StringBuilder("{\"nodes\":[");
        String time = "\"2024-03-01T10:20:30.123456789+01:00\"";
        for (int i = 0; i < files; i++) {
            json.append(i == 0 ? "" : ",")
                    .append("{\"name\":\"holiday-%d.jpeg\",\"type\":\"file\",\"mode\":420,".formatted(random.nextInt()))
                    .append("\"mtime\":%1$s,\"atime\":%1$s,\"ctime\":%1$s,".formatted(time))
                    .append("\"uid\":1000,\"gid\":1000,\"user\":\"alice\",\"group\":\"users\",\"inode\":%d,"
                            .formatted(random.nextInt(1 << 24)))
                    .append("\"device_id\":64513,\"size\":4567890,\"links\":1,\"content\":[\"%s\",\"%s\"]}"
                            .formatted(id(), id()));
        }
        return json.append("]}\n").toString().getBytes(StandardCharsets.UTF_8);
    }
}
