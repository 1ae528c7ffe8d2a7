package packhouse.storage.history;

/**
 * What came back out of the trash.
 *
 * @param commit the commit that did it, 0 if nothing came back
 * @param files how many came back
 * @param bytes their sizes together
 * @param present how many stayed in the trash, because there is a file of their name
 * @param missing how many were not in the trash, though the log said so
 */
public record Restored(long commit, long files, long bytes, long present, long missing) {

    static final Restored NOTHING = new Restored(0, 0, 0, 0, 0);

    Restored plus(Restored other) {
        return new Restored(
                files + other.files == 0 ? 0 : Math.max(commit, other.commit),
                files + other.files,
                bytes + other.bytes,
                present + other.present,
                missing + other.missing);
    }
}
