package packhouse.storage.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import packhouse.storage.TestClock;
import packhouse.storage.disk.NoSpaceException;
import packhouse.storage.disk.Region;
import packhouse.storage.disk.SimulatedDisk;

/** More records than memory come out in order, all of them, and nothing is left behind. */
final class RunSorterTest {

    private static final long SEED = 20_260_301;

    private final Random random = new Random(SEED);
    private final SimulatedDisk disk = new SimulatedDisk(new TestClock());
    private final Scratch scratch = TestScratch.on(disk, SEED);

    @ParameterizedTest(name = "{0} records of {1} bytes in {2} bytes of memory")
    @CsvSource({
        "0, 8, 1000",
        "1, 8, 1000",
        "1000, 8, 100000",
        "5000, 8, 3000",
        "20000, 9, 20000",
        "20000, 13, 70000",
        "20000, 48, 100000",
        "9000, 48, 1000000",
        "300, 20, 1",
    })
    void randomRecordsComeInOrder(int count, int width, long memory) throws IOException {
        check(width, memory, records(count, () -> random(width, 256)));
    }

    @ParameterizedTest(name = "{0} records of {1} bytes in {2} bytes of memory")
    @CsvSource({"5000, 8, 3000", "20000, 12, 200000", "20000, 21, 40000"})
    void recordsThatDifferInFewPlacesComeInOrder(int count, int width, long memory) throws IOException {
        check(width, memory, records(count, () -> random(width, 2)));
    }

    @ParameterizedTest(name = "in {0} bytes of memory")
    @CsvSource({"5000", "1000000"})
    void recordsThatDifferAtTheirEndOnlyComeInOrder(long memory) throws IOException {
        check(24, memory, records(3000, () -> {
            byte[] record = new byte[24];
            record[22] = (byte) random.nextInt(256);
            record[23] = (byte) random.nextInt(256);
            return record;
        }));
    }

    @Test
    void equalRecordsAllComeOut() throws IOException {
        byte[] one = random(16, 256);
        check(16, 1000, records(777, one::clone));
    }

    @Test
    void whatFitsTheMemoryTouchesNoDisk() throws IOException {
        try (RunSorter sorter = new RunSorter(scratch, 8, 1_000_000)) {
            for (int i = 0; i < 1000; i++) {
                sorter.add(random(8, 256), 0);
            }
            assertThat(read(sorter.sorted(), 8)).hasSize(1000);
        }
        assertThat(disk.steps()).isZero();
    }

    @Test
    void severalSortersComeOutAsOne() throws IOException {
        List<byte[]> all = records(4000, () -> random(10, 16));
        try (RunSorter small = new RunSorter(scratch, 10, 2000);
                RunSorter large = new RunSorter(scratch, 10, 1_000_000);
                RunSorter unused = new RunSorter(scratch, 10, 2000)) {
            for (int i = 0; i < all.size(); i++) {
                (i % 3 == 0 ? large : small).add(all.get(i), 0);
            }
            List<byte[]> sorted = read(RunSorter.merged(List.of(small, large, unused)), 10);
            all.sort(Arrays::compareUnsigned);
            assertThat(sorted).usingElementComparator(Arrays::compareUnsigned).isEqualTo(all);
        }
        assertThat(TestScratch.names(disk)).isEmpty();
    }

    @Test
    void whatLiesOnDiskCannotBeRead() throws IOException {
        byte[] secret = new byte[32];
        Arrays.fill(secret, (byte) 0x77);
        try (RunSorter sorter = new RunSorter(scratch, 32, 1000)) {
            for (int i = 0; i < 100; i++) {
                sorter.add(secret, 0);
            }
            String name = TestScratch.names(disk).get(0);
            try (Region file = disk.open(TestScratch.TOP.resolve(name)).orElseThrow()) {
                ByteBuffer bytes = ByteBuffer.allocate((int) file.size());
                file.read(bytes, 0);
                assertThat(new String(bytes.array(), StandardCharsets.ISO_8859_1))
                        .isNotEmpty()
                        .doesNotContain("wwww");
            }
        }
    }

    @Test
    void aFullDiskIsToldAndLeavesNothing() throws IOException {
        disk.limit(4000);
        try (RunSorter sorter = new RunSorter(scratch, 32, 1000)) {
            assertThatThrownBy(() -> {
                        for (int i = 0; i < 1000; i++) {
                            sorter.add(random(32, 256), 0);
                        }
                    })
                    .isInstanceOf(NoSpaceException.class);
            assertThat(TestScratch.names(disk)).hasSize(1);
        }
        assertThat(TestScratch.names(disk)).isEmpty();
    }

    private void check(int width, long memory, List<byte[]> records) throws IOException {
        try (RunSorter sorter = new RunSorter(scratch, width, memory)) {
            for (byte[] record : records) {
                byte[] shifted = new byte[width + 3];
                System.arraycopy(record, 0, shifted, 3, width);
                sorter.add(shifted, 3);
            }
            assertThat(sorter.count()).isEqualTo(records.size());
            records.sort(Arrays::compareUnsigned);
            assertThat(read(sorter.sorted(), width))
                    .usingElementComparator(Arrays::compareUnsigned)
                    .isEqualTo(records);
        }
        assertThat(TestScratch.names(disk)).isEmpty();
    }

    private static List<byte[]> records(int count, Supplier<byte[]> next) {
        List<byte[]> records = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            records.add(next.get());
        }
        return records;
    }

    private byte[] random(int width, int values) {
        byte[] record = new byte[width];
        for (int i = 0; i < width; i++) {
            record[i] = (byte) (random.nextInt(values) * 255 / (values - 1));
        }
        return record;
    }

    private static List<byte[]> read(Records records, int width) throws IOException {
        List<byte[]> all = new ArrayList<>();
        while (records.next()) {
            all.add(Arrays.copyOfRange(records.array(), records.at(), records.at() + width));
        }
        return all;
    }
}
