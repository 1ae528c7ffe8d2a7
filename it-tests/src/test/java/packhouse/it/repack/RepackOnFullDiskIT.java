package packhouse.it.repack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import packhouse.it.support.Outcome;
import packhouse.it.support.Patience;
import packhouse.it.support.Program;
import packhouse.it.support.RawHttp;
import packhouse.it.support.Restic;
import packhouse.it.support.SmallDisk;
import packhouse.it.support.Upload;
import packhouse.it.support.WorkFolder;

/** The disk becomes full in the middle of a step, filled by others: the step is as if it had never begun. Needs a small tmpfs. */
final class RepackOnFullDiskIT {

    private static final int FILE_BYTES = 12 << 20;
    private static final int UPLOAD_BYTES = 1_000_000;

    @TempDir(factory = WorkFolder.class)
    Path folder;

    /** Writes until nothing fits. */
    private static void fill(Path file) throws IOException {
        byte[] piece = new byte[1 << 16];
        try (OutputStream out = Files.newOutputStream(file)) {
            for (long written = 0; written < SmallDisk.BYTES; written += piece.length) {
                out.write(piece);
            }
            throw new AssertionError(file + ": the disk is larger than it should be");
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("No space left");
        }
    }

    private static boolean isWriting(Path data) throws IOException {
        try (Stream<Path> tree =
                Files.walk(data.resolve(".packhouse/repositories").resolve(Depot.NAME))) {
            return tree.filter(path -> path.toString().contains("draft-"))
                    .anyMatch(path -> path.toFile().length() > 0);
        }
    }

    private static int post(Depot depot, Upload file) throws IOException {
        try (RawHttp http = RawHttp.connect(depot.port())) {
            http.send("POST /" + Depot.NAME + "/" + file.in("data") + " HTTP/1.1\r\nHost: x\r\nContent-Length: "
                            + file.size() + "\r\n\r\n")
                    .send(file.bytes());
            return http.answer().status();
        }
    }

    @Test
    void theStepIsAsIfItHadNeverBegunAndTheNextRepackSucceedsOnceThereIsRoom() throws IOException {
        try (SmallDisk disk = SmallDisk.mount(folder.resolve("data"))) {
            assumeThat(disk.isMounted())
                    .as("no tmpfs can be mounted here (needs root)")
                    .isTrue();
            try (Depot depot = new Depot(folder, disk.directory(), "--repack-rate", "3M")) {
                fillsUp(depot, disk.directory());
            }
        }
    }

    private void fillsUp(Depot depot, Path data) throws IOException {
        Restic restic = depot.client(Program.NEW_RESTIC);
        restic.begin(2);
        Path file = depot.file("one", FILE_BYTES);
        Depot.save(restic, file);
        Map<String, String> before = depot.files();

        String job = depot.start();
        Patience.await().until(() -> isWriting(data));
        fill(data.resolve("filler"));
        assertThat(post(depot, Upload.random(1, UPLOAD_BYTES))).isEqualTo(507);
        JsonNode waiting = depot.awaitState(job, "waiting");
        assertThat(waiting.path("reason").asText())
                .startsWith("the disk is full: ")
                .endsWith("no space left");

        assertThat(depot.files()).isEqualTo(before);
        Outcome backup = restic.run("backup", depot.file("two", FILE_BYTES).toString());
        assertThat(backup.isGood()).as(backup.toString()).isFalse();
        assertThat(backup.said()).contains("507");
        assertThat(isWriting(data)).isFalse();
        depot.assertSound(file);

        Files.delete(data.resolve("filler"));
        assertThat(depot.packhouse("job", "cancel", job).isGood()).isTrue();
        restic.ok("backup", "--quiet", depot.file("two", FILE_BYTES).toString());
        depot.repack();
        assertThat(depot.files()).isNotEqualTo(before);
        depot.assertSound(file, depot.file("two", FILE_BYTES));
    }
}
