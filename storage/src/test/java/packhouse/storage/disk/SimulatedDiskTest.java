package packhouse.storage.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import packhouse.storage.TestClock;
import packhouse.storage.disk.SimulatedDisk.Survival;

/** The simulated disk loses what its fault model says, and nothing else. */
final class SimulatedDiskTest {

    private static final Path A = Path.of("/a");
    private static final Path B = Path.of("/b");
    private static final int SEEDS = 200;

    private final SimulatedDisk disk = new SimulatedDisk(new TestClock());

    @Test
    void whatIsForcedSurvives() throws IOException {
        write(A, "hello", true);
        disk.forceDirectory(Path.of("/"));
        disk.rename(A, B);
        disk.forceDirectory(Path.of("/"));
        for (int seed = 0; seed < SEEDS; seed++) {
            disk.restart(Survival.BY_CHANCE, seed);
            assertThat(state()).as("seed %d", seed).isEqualTo("b=hello");
        }
    }

    @Test
    void aFileWhoseNameIsNotForcedMayVanish() throws IOException {
        write(A, "hello", true);
        disk.restart(Survival.NOTHING_UNFORCED, 0);
        assertThat(state()).isEmpty();
    }

    @Test
    void whatOutlivesTheProcessIsStillUnforced() throws IOException {
        write(A, "hello", false);
        disk.restart(Survival.EVERYTHING, 0);
        assertThat(state()).isEqualTo("a=hello");
        disk.restart(Survival.NOTHING_UNFORCED, 0);
        assertThat(state()).isEmpty();
    }

    @Test
    void unforcedBytesStayAreCutOrReadAsZeros() throws IOException {
        Set<String> states = new TreeSet<>();
        for (int seed = 0; seed < SEEDS; seed++) {
            SimulatedDisk fresh = new SimulatedDisk(new TestClock());
            try (WritableFile file = fresh.create(A, Modes.PRIVATE)) {
                file.write(bytes("ab"));
                file.force();
                file.write(bytes("c"));
            }
            fresh.forceDirectory(Path.of("/"));
            fresh.restart(Survival.BY_CHANCE, seed);
            states.add(content(fresh, A));
        }
        assertThat(states).containsExactlyInAnyOrder("ab", "abc", "ab\0");
    }

    @Test
    void eachUnforcedChangeOfADirectoryStaysOrGoesByItself() throws IOException {
        Set<String> states = new TreeSet<>();
        for (int seed = 0; seed < SEEDS; seed++) {
            SimulatedDisk fresh = new SimulatedDisk(new TestClock());
            fresh.makeDirectory(A, Modes.PRIVATE);
            fresh.forceDirectory(Path.of("/"));
            fresh.create(A.resolve("x"), Modes.PRIVATE).close();
            fresh.rename(A.resolve("x"), A.resolve("y"));
            fresh.create(A.resolve("z"), Modes.PRIVATE).close();
            fresh.restart(Survival.BY_CHANCE, seed);
            Set<String> names = new TreeSet<>();
            fresh.list(A, names::add);
            states.add(String.join(",", names));
        }
        assertThat(states).containsExactlyInAnyOrder("", "x", "y", "z", "x,z", "y,z");
    }

    @Test
    void nothingHappensAfterACrash() throws IOException {
        disk.crashAfter(2);
        WritableFile file = disk.create(A, Modes.PRIVATE);
        assertThatThrownBy(() -> file.write(bytes("hello"))).isInstanceOf(PowerCut.class);
        assertThatThrownBy(file::force).isInstanceOf(PowerCut.class);
        assertThatThrownBy(() -> disk.delete(A)).isInstanceOf(PowerCut.class);
        assertThatThrownBy(() -> disk.look(A)).isInstanceOf(PowerCut.class);
        disk.restart(Survival.EVERYTHING, 0);
        assertThat(state()).isEqualTo("a=hello");
    }

    @Test
    void aFullDiskTakesWhatFitsAndSaysSo() throws IOException {
        disk.limit(SimulatedDisk.NAME_BYTES + 3);
        WritableFile file = disk.create(A, Modes.PRIVATE);
        assertThatThrownBy(() -> file.write(bytes("hello"))).isInstanceOf(NoSpaceException.class);
        assertThat(state()).isEqualTo("a=hel");
        assertThatThrownBy(() -> disk.create(B, Modes.PRIVATE)).isInstanceOf(NoSpaceException.class);
        disk.delete(A);
        assertThat(disk.used()).isZero();
    }

    @Test
    void aFailingStepHasNoEffect() throws IOException {
        write(A, "hello", false);
        disk.failAt(disk.steps() + 1);
        assertThatThrownBy(() -> disk.rename(A, B))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("/b");
        assertThat(state()).isEqualTo("a=hello");
        disk.rename(A, B);
        assertThat(state()).isEqualTo("b=hello");
    }

    private void write(Path path, String text, boolean force) throws IOException {
        try (WritableFile file = disk.create(path, Modes.PRIVATE)) {
            file.write(bytes(text));
            if (force) {
                file.force();
            }
        }
    }

    private String state() throws IOException {
        Set<String> names = new TreeSet<>();
        disk.list(Path.of("/"), names::add);
        StringBuilder state = new StringBuilder();
        for (String name : names) {
            state.append(name).append('=').append(content(disk, Path.of("/" + name)));
        }
        return state.toString();
    }

    private static String content(Disk disk, Path path) throws IOException {
        try (Region region = disk.open(path).orElseThrow()) {
            ByteBuffer buffer = ByteBuffer.allocate((int) region.size());
            region.read(buffer, 0);
            return StandardCharsets.US_ASCII.decode(buffer.flip()).toString();
        }
    }

    private static ByteBuffer bytes(String text) {
        return StandardCharsets.US_ASCII.encode(text);
    }
}
