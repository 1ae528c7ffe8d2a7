package packhouse.storage.history;

import java.util.Collection;

/** A number of files and their bytes together. */
public record Amount(long files, long bytes) {

    /** Nothing. */
    public static final Amount NOTHING = new Amount(0, 0);

    static Amount of(Collection<Resting> files) {
        return new Amount(files.size(), files.stream().mapToLong(Resting::size).sum());
    }

    Amount plus(long size) {
        return new Amount(files + 1, bytes + size);
    }
}
