package packhouse.storage.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import packhouse.protocol.FileId;
import packhouse.storage.format.Source;

/** The hash of a whole file, whatever parts of it were read. */
final class HashedSourceTest {

    @RepeatedTest(50)
    void theHashIsThatOfTheFileHoweverItWasRead(RepetitionInfo run) throws IOException, GeneralSecurityException {
        int seed = run.getCurrentRepetition();
        SplittableRandom random = new SplittableRandom(seed);
        byte[] file = new byte[random.nextInt(300_000)];
        random.nextBytes(file);
        HashedSource source = new HashedSource(Source.of("data/x", file));
        int position = 0;
        byte[] target = new byte[file.length + 1];
        while (position < file.length) {
            int from = Math.max(0, position + random.nextInt(3) * 1000 - 1000);
            int length = Math.min(random.nextInt(100_000), file.length - Math.min(from, file.length));
            from = Math.min(from, file.length - length);
            source.read(from, target, 1, length);
            assertThat(target).as("seed %s", seed).startsWith((byte) 0);
            assertThat(Arrays.copyOfRange(target, 1, 1 + length))
                    .isEqualTo(Arrays.copyOfRange(file, from, from + length));
            position = from + length + random.nextInt(2000);
        }
        FileId expected = FileId.of(MessageDigest.getInstance("SHA-256").digest(file));
        assertThat(source.finish()).as("seed %s", seed).isEqualTo(expected);
    }
}
