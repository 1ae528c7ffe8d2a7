package packhouse.it.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import packhouse.it.support.RawHttp;
import packhouse.it.support.ServerProcess;
import packhouse.it.support.Upload;

/** On a disk that is full uploads get 507 and leave nothing, and what is deleted makes room again. Needs a small tmpfs. */
class FullDiskIT {

    private static final int FILE_BYTES = 1_000_000;

    private static int run(String... command) throws IOException {
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (InterruptedException e) {
            throw new IOException("interrupted", e);
        }
    }

    private static boolean mounts(Path directory) throws IOException {
        try {
            return run("mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", directory.toString()) == 0;
        } catch (IOException e) {
            // No such program here.
            return false;
        }
    }

    private static int post(RawHttp http, Upload file, String type) throws IOException {
        http.send("POST /r/" + file.in(type) + " HTTP/1.1\r\nHost: x\r\nContent-Length: " + file.size() + "\r\n\r\n")
                .send(file.bytes());
        return http.answer().status();
    }

    private static int postChunked(RawHttp http, Upload file) throws IOException {
        http.send("POST /r/" + file.in("data") + " HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n")
                .send(Integer.toHexString(file.size()) + "\r\n")
                .send(file.bytes())
                .send("\r\n0\r\n\r\n");
        return http.answer().status();
    }

    private static List<String> onDisk(Path directory) throws IOException {
        try (Stream<Path> tree = Files.walk(directory.resolve("r"))) {
            return tree.filter(Files::isRegularFile)
                    .map(path -> path.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }

    private static List<String> listed(RawHttp http) throws IOException {
        String list =
                http.send("GET /r/data/ HTTP/1.1\r\nHost: x\r\n\r\n").answer().text();
        return Stream.of(list.replaceAll("[\\[\\]\"]", "").split(",", -1))
                .sorted()
                .toList();
    }

    @Test
    void uploadsGet507UntilThereIsRoomAgain(@TempDir Path parent) throws IOException {
        Path disk = Files.createDirectory(parent.resolve("disk"));
        assumeThat(mounts(disk)).as("no tmpfs can be mounted here (needs root)").isTrue();
        try (ServerProcess server = ServerProcess.start(disk, "--no-auth", "--keep-free", "0", "--trash-deleted", "0");
                RawHttp http = RawHttp.connect(server.port())) {
            fillAndEmpty(http, server, disk);
        } finally {
            assertThat(run("umount", disk.toString())).isZero();
        }
    }

    private static void fillAndEmpty(RawHttp http, ServerProcess server, Path disk) throws IOException {
        List<Upload> stored = new ArrayList<>();
        int status = 200;
        for (int i = 0; i < 20 && status == 200; i++) {
            Upload file = Upload.random(i, FILE_BYTES);
            status = post(http, file, "data");
            if (status == 200) {
                stored.add(file);
            }
        }
        assertThat(status).isEqualTo(507);
        assertThat(stored).hasSizeBetween(5, 8);
        List<String> names = stored.stream().map(Upload::id).sorted().toList();
        for (int i = 0; i < 20; i++) {
            try (RawHttp fresh = RawHttp.connect(server.port())) {
                Upload file = Upload.random(100 + i, FILE_BYTES);
                assertThat(i % 2 == 0 ? post(fresh, file, "index") : postChunked(fresh, file))
                        .isEqualTo(507);
            }
        }
        assertThat(onDisk(disk)).isEqualTo(names);
        try (RawHttp after = RawHttp.connect(server.port())) {
            assertThat(listed(after)).isEqualTo(names);
            after.send("DELETE /r/" + stored.get(0).in("data") + " HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(after.answer().status()).isEqualTo(200);
            assertThat(post(after, Upload.random(200, FILE_BYTES), "data")).isEqualTo(200);
            assertThat(listed(after))
                    .hasSameSizeAs(names)
                    .contains(Upload.random(200, FILE_BYTES).id());
            assertThat(onDisk(disk)).isEqualTo(listed(after));
        }
    }
}
