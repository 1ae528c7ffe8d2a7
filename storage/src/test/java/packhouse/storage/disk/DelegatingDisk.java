package packhouse.storage.disk;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/** Another disk, for those that are like it but for one thing. */
public abstract class DelegatingDisk implements Disk {

    private final Disk disk;

    protected DelegatingDisk(Disk disk) {
        this.disk = disk;
    }

    @Override
    public WritableFile create(Path file, Modes modes) throws IOException {
        return disk.create(file, modes);
    }

    @Override
    public Optional<Region> open(Path file) throws IOException {
        return disk.open(file);
    }

    @Override
    public Optional<Attributes> look(Path path) throws IOException {
        return disk.look(path);
    }

    @Override
    public boolean makeDirectory(Path directory, Modes modes) throws IOException {
        return disk.makeDirectory(directory, modes);
    }

    @Override
    public boolean list(Path directory, Consumer<String> each) throws IOException {
        return disk.list(directory, each);
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        disk.rename(from, to);
    }

    @Override
    public void link(Path file, Path to) throws IOException {
        disk.link(file, to);
    }

    @Override
    public boolean isSame(Path one, Path other) throws IOException {
        return disk.isSame(one, other);
    }

    @Override
    public boolean delete(Path file) throws IOException {
        return disk.delete(file);
    }

    @Override
    public void force(Path file) throws IOException {
        disk.force(file);
    }

    @Override
    public void forceDirectory(Path directory) throws IOException {
        disk.forceDirectory(directory);
    }

    @Override
    public Optional<Closeable> lock(Path file) throws IOException {
        return disk.lock(file);
    }

    @Override
    public boolean hasReliableTimes(Path path) {
        return disk.hasReliableTimes(path);
    }

    @Override
    public Space space(Path path) throws IOException {
        return disk.space(path);
    }
}
