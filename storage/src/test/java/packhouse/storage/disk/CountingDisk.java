package packhouse.storage.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Another disk, with every call counted and, where a test wants it, held. */
public final class CountingDisk extends DelegatingDisk {

    /** What a disk can be asked for. */
    public enum Call {
        CREATE,
        WRITE,
        FORCE,
        OPEN,
        LOOK,
        MAKE_DIRECTORY,
        LIST,
        RENAME,
        LINK,
        DELETE,
        FORCE_DIRECTORY
    }

    private final Consumer<Call> before;
    private final Map<Call, Integer> calls = new EnumMap<>(Call.class);

    /** Counts what {@code disk} is asked for. */
    public CountingDisk(Disk disk) {
        this(disk, call -> {});
    }

    /** Counts, and says each call to {@code before} before it is made. */
    public CountingDisk(Disk disk, Consumer<Call> before) {
        super(disk);
        this.before = before;
    }

    /** The calls since the last time they were taken. */
    public synchronized Map<Call, Integer> take() {
        Map<Call, Integer> taken = new EnumMap<>(calls);
        calls.clear();
        return taken;
    }

    private void count(Call call) {
        synchronized (this) {
            calls.merge(call, 1, Integer::sum);
        }
        // Outside the monitor: a test may hold a call here while others go on.
        before.accept(call);
    }

    @Override
    public WritableFile create(Path file, Modes modes) throws IOException {
        count(Call.CREATE);
        return new CountingFile(super.create(file, modes));
    }

    @Override
    public Optional<Region> open(Path file) throws IOException {
        count(Call.OPEN);
        return super.open(file);
    }

    @Override
    public Optional<Attributes> look(Path path) throws IOException {
        count(Call.LOOK);
        return super.look(path);
    }

    @Override
    public boolean makeDirectory(Path directory, Modes modes) throws IOException {
        count(Call.MAKE_DIRECTORY);
        return super.makeDirectory(directory, modes);
    }

    @Override
    public boolean list(Path directory, Consumer<String> each) throws IOException {
        count(Call.LIST);
        return super.list(directory, each);
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        count(Call.RENAME);
        super.rename(from, to);
    }

    @Override
    public void link(Path file, Path to) throws IOException {
        count(Call.LINK);
        super.link(file, to);
    }

    @Override
    public boolean isSame(Path one, Path other) throws IOException {
        count(Call.LOOK);
        return super.isSame(one, other);
    }

    @Override
    public boolean delete(Path file) throws IOException {
        count(Call.DELETE);
        return super.delete(file);
    }

    @Override
    public void force(Path file) throws IOException {
        count(Call.FORCE);
        super.force(file);
    }

    @Override
    public void forceDirectory(Path directory) throws IOException {
        count(Call.FORCE_DIRECTORY);
        super.forceDirectory(directory);
    }

    private final class CountingFile implements WritableFile {

        private final WritableFile file;

        CountingFile(WritableFile file) {
            this.file = file;
        }

        @Override
        public void write(ByteBuffer... buffers) throws IOException {
            count(Call.WRITE);
            file.write(buffers);
        }

        @Override
        public void force() throws IOException {
            count(Call.FORCE);
            file.force();
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
