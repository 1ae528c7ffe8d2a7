package packhouse.storage.upkeep;

/**
 * How many of something, and what they weigh.
 *
 * @param count how many
 * @param bytes as stored
 */
public record Amount(long count, long bytes) {

    /** Nothing. */
    public static final Amount NONE = new Amount(0, 0);

    /** Both together. */
    public Amount plus(Amount other) {
        return new Amount(count + other.count, bytes + other.bytes);
    }
}
