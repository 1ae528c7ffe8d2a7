package packhouse.storage.upkeep;

import java.util.Optional;

/**
 * Which packs a check reads as a whole, as {@code restic check} understands {@code --read-data} and {@code --read-data-subset}:
 * {@code n/t}, {@code x%}, or a size such as {@code 50M}.
 */
public sealed interface ReadData {

    /** No pack. */
    record None() implements ReadData {}

    /** Every pack. */
    record All() implements ReadData {}

    /**
     * The {@code n}th of {@code t} parts, always the same packs: those whose first byte modulo {@code t} is {@code n - 1}.
     *
     * @param n from 1 to {@code t}
     * @param t from 1 to {@link #MAX_PARTS}
     */
    record Part(int n, int t) implements ReadData {
        /** One byte decides. */
        public static final int MAX_PARTS = 256;

        public Part {
            if (n < 1 || n > t || t > MAX_PARTS) {
                throw new IllegalArgumentException("no part: " + n + "/" + t);
            }
        }
    }

    /** A random choice, {@code percent} of all packs, above 0 and at most 100. */
    record Percent(double percent) implements ReadData {
        public Percent {
            if (!(percent > 0 && percent <= 100)) {
                throw new IllegalArgumentException("no share: " + percent + "%");
            }
        }
    }

    /** A random choice that weighs about so many bytes, at least 1; everything if there is not as much. */
    record Size(long bytes) implements ReadData {
        public Size {
            if (bytes < 1) {
                throw new IllegalArgumentException("no size: " + bytes);
            }
        }
    }

    /** What the value of {@code --read-data-subset} means, empty if it means nothing. */
    static Optional<ReadData> parse(String text) {
        return ReadDataParser.parse(text);
    }
}
