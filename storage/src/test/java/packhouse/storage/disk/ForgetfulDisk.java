package packhouse.storage.disk;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Predicate;

/** Another disk that says it has forced some directories and has not: to see whether a test would notice. */
public final class ForgetfulDisk extends DelegatingDisk {

    private final Predicate<Path> forgotten;

    /** Forgets to force these directories of {@code disk}. */
    public ForgetfulDisk(Disk disk, Predicate<Path> forgotten) {
        super(disk);
        this.forgotten = forgotten;
    }

    @Override
    public void forceDirectory(Path directory) throws IOException {
        if (!forgotten.test(directory)) {
            super.forceDirectory(directory);
        }
    }
}
