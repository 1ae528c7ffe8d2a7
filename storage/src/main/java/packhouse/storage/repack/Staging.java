package packhouse.storage.repack;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import packhouse.storage.catalog.StoreSource;
import packhouse.storage.disk.Disk;
import packhouse.storage.disk.Modes;
import packhouse.storage.disk.Region;
import packhouse.storage.disk.WritableFile;

/** Files in the making. Safe for many threads, each with a file of its own. */
final class Staging {

    /** Small blobs are collected up to here. */
    private static final int BUFFER = 128 << 10;

    private final Disk disk;
    private final Path folder;
    private final Modes modes;
    private final AtomicLong numbers;
    private final List<Path> files = new ArrayList<>();

    /** In this folder, which is there. */
    Staging(Disk disk, Path folder, Modes modes) {
        this(disk, folder, modes, new AtomicLong());
    }

    private Staging(Disk disk, Path folder, Modes modes, AtomicLong numbers) {
        this.numbers = numbers;
        this.disk = disk;
        this.folder = folder;
        this.modes = modes;
    }

    /** A file that is being written. */
    static final class Draft extends OutputStream {

        private final WritableFile file;
        private final Path path;
        private final OutputStream buffer;

        private Draft(WritableFile file, Path path) {
            this.file = file;
            this.path = path;
            this.buffer = new BufferedOutputStream(new Sink(file), BUFFER);
        }

        Path path() {
            return path;
        }

        @Override
        public void write(int oneByte) throws IOException {
            buffer.write(oneByte);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            buffer.write(bytes, offset, length);
        }

        /** Makes it durable, and closes it. */
        void finish() throws IOException {
            try (file) {
                buffer.flush();
                file.force();
            }
        }

        /** Closes it as it is. */
        @Override
        public void close() throws IOException {
            file.close();
        }
    }

    /** Writes in pieces: the JDK keeps a buffer for each thread, as long as the longest of them. */
    private static final class Sink extends OutputStream {

        private final WritableFile file;

        Sink(WritableFile file) {
            this.file = file;
        }

        @Override
        public void write(int oneByte) throws IOException {
            file.write(ByteBuffer.wrap(new byte[] {(byte) oneByte}));
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            for (int done = 0; done < length; done += BUFFER) {
                file.write(ByteBuffer.wrap(bytes, offset + done, Math.min(BUFFER, length - done)));
            }
        }
    }

    /** A file that was finished; it stays readable when it is moved to its place in the repository. */
    static StoreSource open(Disk disk, Path path) throws IOException {
        Region file = disk.open(path).orElseThrow(() -> new NoSuchFileException(path.toString()));
        return StoreSource.of(path.toString(), file);
    }

    /** Other files in the same folder, which are cleared by themselves. */
    Staging beside() {
        return new Staging(disk, folder, modes, numbers);
    }

    /** A new file. */
    Draft create() throws IOException {
        Path path = folder.resolve("draft-" + numbers.getAndIncrement());
        Draft draft = new Draft(disk.create(path, modes), path);
        synchronized (files) {
            files.add(path);
        }
        return draft;
    }

    Disk disk() {
        return disk;
    }

    /** Makes durable that the files are there. */
    void force() throws IOException {
        disk.forceDirectory(folder);
    }

    /** Removes all files that are still there. */
    void clear() throws IOException {
        synchronized (files) {
            for (Path file : files) {
                disk.delete(file);
            }
            files.clear();
        }
    }
}
