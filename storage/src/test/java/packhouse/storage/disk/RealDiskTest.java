package packhouse.storage.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import packhouse.storage.disk.Attributes.Kind;

/** The JDK behind the disk does what the disk promises. */
final class RealDiskTest {

    @TempDir
    private Path folder;

    private RealDisk disk;

    @BeforeEach
    void probe() throws IOException {
        disk = RealDisk.probe(folder, warning -> assertThat(warning).isEmpty());
    }

    @Test
    void aFileIsWrittenForcedRenamedReadAndDeleted() throws IOException {
        Path fresh = folder.resolve("fresh");
        Path file = folder.resolve("file");
        write(fresh, "hello", " ", "world");
        disk.rename(fresh, file);
        disk.force(file);
        disk.forceDirectory(folder);
        assertThat(disk.look(fresh)).isEmpty();
        assertThat(disk.look(file)).hasValueSatisfying(found -> {
            assertThat(found.kind()).isEqualTo(Kind.FILE);
            assertThat(found.size()).isEqualTo(11);
        });
        try (Region region = disk.open(file).orElseThrow()) {
            ByteBuffer part = ByteBuffer.allocate(20);
            assertThat(region.size()).isEqualTo(11);
            assertThat(region.read(part, 6)).isEqualTo(5);
            assertThat(new String(part.array(), 0, 5, StandardCharsets.US_ASCII))
                    .isEqualTo("world");
            assertThat(region.read(part.clear(), 11)).isZero();
        }
        assertThat(disk.delete(file)).isTrue();
        assertThat(disk.delete(file)).isFalse();
    }

    @Test
    void privateAndGroupModesAreCutByTheUmask() throws IOException {
        Set<PosixFilePermission> masked = masked();
        for (Modes modes : Modes.values()) {
            Path directory = folder.resolve("d" + modes);
            Path file = directory.resolve("f");
            assertThat(disk.makeDirectory(directory, modes)).isTrue();
            disk.create(file, modes).close();
            boolean group = modes == Modes.GROUP;
            assertThat(Files.getPosixFilePermissions(directory))
                    .isEqualTo(without(group ? "rwxrwx---" : "rwx------", masked));
            assertThat(Files.getPosixFilePermissions(file))
                    .isEqualTo(without(group ? "rw-rw----" : "rw-------", masked));
        }
    }

    /** What the umask of this process takes away, seen on a directory that asks for everything. */
    private Set<PosixFilePermission> masked() throws IOException {
        Set<PosixFilePermission> all = PosixFilePermissions.fromString("rwxrwxrwx");
        Path open = Files.createDirectory(folder.resolve("open"), PosixFilePermissions.asFileAttribute(all));
        Set<PosixFilePermission> masked = PosixFilePermissions.fromString("rwxrwxrwx");
        masked.removeAll(Files.getPosixFilePermissions(open));
        return masked;
    }

    private static Set<PosixFilePermission> without(String asked, Set<PosixFilePermission> masked) {
        Set<PosixFilePermission> left = PosixFilePermissions.fromString(asked);
        left.removeAll(masked);
        return left;
    }

    @Test
    void whatIsMissingIsEmptyOrSaidByItsException() throws IOException {
        Path missing = folder.resolve("missing");
        Path below = missing.resolve("below");
        for (Path path : List.of(missing, below)) {
            assertThat(disk.look(path)).isEmpty();
            assertThat(disk.open(path)).isEmpty();
            assertThat(disk.delete(path)).isFalse();
            assertThat(disk.list(path, name -> {})).isFalse();
            assertThatThrownBy(() -> disk.force(path)).isInstanceOf(NoSuchFileException.class);
            assertThatThrownBy(() -> disk.forceDirectory(path)).isInstanceOf(NoSuchFileException.class);
        }
        assertThatThrownBy(() -> disk.create(below, Modes.PRIVATE)).isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> disk.makeDirectory(below, Modes.PRIVATE)).isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> disk.rename(missing, folder.resolve("x"))).isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> RealDisk.probe(missing, warning -> {})).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void belowAFileThereIsNothing() throws IOException {
        Path file = folder.resolve("file");
        write(file, "hello");
        Path below = file.resolve("a").resolve("b");
        assertThat(disk.look(below)).isEmpty();
        assertThat(disk.open(below)).isEmpty();
        assertThat(disk.list(file, name -> {})).isFalse();
        assertThat(disk.list(below, name -> {})).isFalse();
    }

    @Test
    void whatIsThereIsNotMadeAgain() throws IOException {
        Path file = folder.resolve("file");
        write(file, "hello");
        assertThatThrownBy(() -> disk.create(file, Modes.PRIVATE)).isInstanceOf(FileAlreadyExistsException.class);
        assertThat(disk.makeDirectory(folder.resolve("d"), Modes.PRIVATE)).isTrue();
        assertThat(disk.makeDirectory(folder.resolve("d"), Modes.PRIVATE)).isFalse();
        assertThatThrownBy(() -> disk.makeDirectory(file, Modes.PRIVATE))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("in the way");
    }

    @Test
    void onlyARegularFileIsOpened() throws IOException {
        assertThat(disk.open(folder)).isEmpty();
        assertThat(disk.look(folder))
                .hasValueSatisfying(found -> assertThat(found.isDirectory()).isTrue());
        Path link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("file"));
        assertThat(disk.open(link)).isEmpty();
        write(folder.resolve("file"), "hello");
        disk.open(link).orElseThrow().close();
        assertThat(disk.look(link))
                .hasValueSatisfying(found -> assertThat(found.isFile()).isTrue());
    }

    @Test
    void aDirectoryGivesItsNames() throws IOException {
        write(folder.resolve("a"), "1");
        disk.makeDirectory(folder.resolve("b"), Modes.PRIVATE);
        List<String> names = new ArrayList<>();
        assertThat(disk.list(folder, names::add)).isTrue();
        assertThat(names).containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void whatCannotBeReadIsAnErrorThatNamesIt() throws IOException {
        Path loop = folder.resolve("loop");
        Files.createSymbolicLink(loop, loop);
        assertThatThrownBy(() -> disk.open(loop))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("loop");
        assertThatThrownBy(() -> disk.look(loop))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("loop");
        assertThatThrownBy(() -> disk.list(loop, name -> {}))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("loop");
    }

    @Test
    void aFileWithoutPermissionIsAnErrorThatNamesIt() throws IOException {
        Path file = folder.resolve("file");
        write(file, "hello");
        Files.setPosixFilePermissions(file, Set.of());
        assumeTrue(!Files.isReadable(file), "SKIPPED: root reads files without permission; run as another user");
        assertThatThrownBy(() -> disk.open(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("file");
    }

    @Test
    void aFullFileSystemIsToldFromOtherTrouble() throws Exception {
        Path small = folder.resolve("small");
        Files.createDirectory(small);
        assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", small.toString()),
                "SKIPPED: no file system can be mounted here, so a full one is only simulated");
        try {
            RealDisk full = RealDisk.probe(small, warning -> {});
            try (WritableFile file = full.create(small.resolve("file"), Modes.PRIVATE)) {
                ByteBuffer much = ByteBuffer.allocate(1 << 20);
                assertThatThrownBy(() -> file.write(much))
                        .isInstanceOf(NoSpaceException.class)
                        .hasMessageContaining(small.resolve("file").toString());
            }
            assertThat(full.space(small).freeBytes()).isZero();
            assertThat(full.delete(small.resolve("file"))).isTrue();
            assertThat(full.space(small)).isEqualTo(new Space(64 * 1024, 64 * 1024));
        } finally {
            assertThat(run("umount", small.toString())).isTrue();
        }
    }

    @Test
    void anErrorAboutAFileWhoseNameSpeaksOfSpaceIsNoFullDisk() {
        Path odd = folder.resolve("no space left").resolve("file");
        assertThatThrownBy(() -> disk.create(odd, Modes.PRIVATE)).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void timesAreBelievedWhereTheyAreMade() {
        assertThat(disk.hasReliableTimes(folder.resolve("not").resolve("yet").resolve("there")))
                .isEqualTo(disk.hasReliableTimes(folder));
        assertThat(disk.hasReliableTimes(Path.of("/proc"))).isFalse();
    }

    private static boolean run(String... command) throws IOException, InterruptedException {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private void write(Path file, String... parts) throws IOException {
        try (WritableFile out = disk.create(file, Modes.PRIVATE)) {
            ByteBuffer[] buffers = new ByteBuffer[parts.length];
            for (int i = 0; i < parts.length; i++) {
                buffers[i] = StandardCharsets.US_ASCII.encode(parts[i]);
            }
            out.write(buffers);
            out.force();
        }
    }
}
