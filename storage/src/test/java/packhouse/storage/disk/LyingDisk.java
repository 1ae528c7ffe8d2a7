package packhouse.storage.disk;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Another disk whose lists of names are not to be trusted. */
public final class LyingDisk extends DelegatingDisk {

    private final Lie lie;

    /** What is told in place of the truth. */
    @FunctionalInterface
    public interface Lie {
        /** The names that {@code directory} is said to have. */
        List<String> names(Path directory, List<String> truth) throws IOException;
    }

    /** Tells this of directories that are there on {@code disk}. */
    public LyingDisk(Disk disk, Lie lie) {
        super(disk);
        this.lie = lie;
    }

    @Override
    public boolean list(Path directory, Consumer<String> each) throws IOException {
        List<String> truth = new ArrayList<>();
        boolean there = super.list(directory, truth::add);
        if (there) {
            lie.names(directory, truth).forEach(each);
        }
        return there;
    }
}
