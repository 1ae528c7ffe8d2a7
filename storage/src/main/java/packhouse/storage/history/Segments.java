package packhouse.storage.history;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import packhouse.storage.disk.Disk;
import packhouse.storage.disk.Region;

/** The files of a commit log, {@code 0000000001.log} and so on: read from the first to the last, the oldest dropped in time. */
final class Segments {

    /** A segment is closed at this size, so that one is read at once and old ones can go. */
    static final int MAX_BYTES = 1 << 20;

    /** What a crash in the middle of the largest write can leave beyond that; anything longer is none of ours. */
    private static final int MAX_READ = MAX_BYTES + 64 * Frames.MAX_PAYLOAD;

    private static final Pattern NAME = Pattern.compile("[0-9]{10}\\.log");

    private final Disk disk;
    private final Path directory;

    Segments(Disk disk, Path directory) {
        this.disk = disk;
        this.directory = directory;
    }

    Path directory() {
        return directory;
    }

    Path file(long number) {
        return directory.resolve(String.format(Locale.ROOT, "%010d.log", number));
    }

    /** The number after the last one. */
    long next() throws IOException {
        List<Long> numbers = numbers();
        return numbers.isEmpty() ? 1 : numbers.get(numbers.size() - 1) + 1;
    }

    private List<Long> numbers() throws IOException {
        List<Long> numbers = new ArrayList<>();
        disk.list(directory, name -> {
            if (NAME.matcher(name).matches()) {
                numbers.add(Long.parseLong(name.substring(0, name.length() - ".log".length())));
            }
        });
        numbers.sort(null);
        return numbers;
    }

    /**
     * Gives all entries to {@code each}, from the oldest on.
     *
     * @param talk is told of segments that are damaged, and of entries that a later version wrote
     * @return whether every entry that was ever confirmed was read
     */
    boolean read(Consumer<Entry> each, Consumer<String> talk) throws IOException {
        boolean whole = true;
        for (long number : numbers()) {
            whole &= read(number, each, talk);
        }
        return whole;
    }

    private boolean read(long number, Consumer<Entry> each, Consumer<String> talk) throws IOException {
        Path file = file(number);
        int[] unknown = {0};
        Frames.Condition condition = Frames.read(bytes(file), payload -> {
            Optional<Entry> entry = EntryCodec.read(payload);
            entry.ifPresentOrElse(each, () -> unknown[0]++);
        });
        if (condition == Frames.Condition.TORN) {
            talk.accept(file + ": its end was cut off by a crash; nothing that was confirmed stood there");
        } else if (condition == Frames.Condition.DAMAGED) {
            talk.accept(
                    file + ": damaged; what it said is partly lost, and files in the trash that it told of rest anew");
        }
        if (unknown[0] > 0) {
            talk.accept(file + ": " + unknown[0] + " entries of a later version are passed over");
        }
        return condition != Frames.Condition.DAMAGED && unknown[0] == 0;
    }

    private ByteBuffer bytes(Path file) throws IOException {
        Optional<Region> opened = disk.open(file);
        if (opened.isEmpty()) {
            return ByteBuffer.allocate(0);
        }
        try (Region region = opened.get()) {
            ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(region.size(), MAX_READ));
            region.read(bytes, 0);
            return bytes.flip();
        }
    }

    /** Drops the oldest segments, as long as everything in them was written before {@code limit}; never the last one. */
    void dropBefore(Instant limit) throws IOException {
        List<Long> numbers = numbers();
        for (int i = 0; i < numbers.size() - 1; i++) {
            boolean[] late = {false};
            read(numbers.get(i), entry -> late[0] |= !entry.time().isBefore(limit), line -> {});
            if (late[0]) {
                return;
            }
            disk.delete(file(numbers.get(i)));
        }
    }
}
