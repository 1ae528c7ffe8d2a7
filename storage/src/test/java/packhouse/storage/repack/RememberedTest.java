package packhouse.storage.repack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import packhouse.protocol.FileId;
import packhouse.storage.Unpacked;

/** Which packs hardly shrink is remembered, or forgotten as a whole. */
final class RememberedTest {

    private static final List<FileId> SOME = List.of(new FileId(1, 2, 3, 4), new FileId(5, 6, 7, -8));

    @TempDir
    private Path directory;

    @Test
    void whatWasWrittenIsRead() throws IOException {
        remembered().write(SOME);
        remembered().write(SOME.subList(1, 2));
        assertThat(remembered().read()).containsExactly(SOME.get(1));
        remembered().write(List.of());
        assertThat(remembered().read()).isEmpty();
    }

    @Test
    void nothingIsRememberedAtFirst() throws IOException {
        assertThat(remembered().read()).isEmpty();
    }

    @Test
    void whatIsDamagedIsForgotten() throws IOException {
        remembered().write(SOME);
        Path file = directory.resolve("file");
        byte[] bytes = Files.readAllBytes(file);
        for (int i = 0; i < bytes.length; i++) {
            byte[] damaged = bytes.clone();
            damaged[i] ^= 16;
            Files.write(file, damaged);
            assertThat(remembered().read()).as("byte %d", i).isEmpty();
        }
        Files.write(file, new byte[3]);
        assertThat(remembered().read()).isEmpty();
    }

    private Remembered remembered() {
        return new Remembered(Unpacked.disk(directory), directory.resolve("file"));
    }
}
