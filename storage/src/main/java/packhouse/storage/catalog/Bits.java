package packhouse.storage.catalog;

import java.util.Arrays;

/**
 * A set of numbers from 0 to below a fixed size, one bit each: 12.5 MB for a hundred million. Used by one thread at a time, unless
 * nobody changes it any more.
 *
 * <p>A number outside of the size is a bug of the caller.
 */
public final class Bits {

    private static final int WORD = Long.SIZE;

    private final int size;
    private final long[] words;

    /** An empty set of numbers below {@code size}. */
    public Bits(int size) {
        this.size = size;
        this.words = new long[wordsFor(size)];
    }

    /** A set with the same numbers and room for more. */
    Bits copy(int newSize) {
        Bits copy = new Bits(newSize);
        System.arraycopy(words, 0, copy.words, 0, words.length);
        return copy;
    }

    private static int wordsFor(int size) {
        return (int) (((long) size + WORD - 1) / WORD);
    }

    /** All its numbers are below this. */
    public int size() {
        return size;
    }

    /** Whether {@code number} is in the set. */
    public boolean get(int number) {
        return (words[number >>> 6] & (1L << number)) != 0;
    }

    /** Puts a number into the set. */
    public void set(int number) {
        words[number >>> 6] |= 1L << number;
    }

    /** Puts a number into the set; true if it was not in it before. */
    public boolean add(int number) {
        long bit = 1L << number;
        long word = words[number >>> 6];
        words[number >>> 6] = word | bit;
        return (word & bit) == 0;
    }

    /** Puts all numbers of a set of the same size into this one. */
    void addAll(Bits other) {
        for (int i = 0; i < words.length; i++) {
            words[i] |= other.words[i];
        }
    }

    /** The smallest number that is in this set and in another one of the same size, -1 if there is none. */
    int firstCommon(Bits other) {
        for (int i = 0; i < words.length; i++) {
            long common = words[i] & other.words[i];
            if (common != 0) {
                return (i << 6) + Long.numberOfTrailingZeros(common);
            }
        }
        return -1;
    }

    /** Takes all numbers out of the set. */
    public void clear() {
        Arrays.fill(words, 0);
    }

    /** How many numbers are in the set. */
    public int count() {
        int count = 0;
        for (long word : words) {
            count += Long.bitCount(word);
        }
        return count;
    }

    /** The smallest number of the set that is not below {@code from}, -1 if there is none. */
    public int next(int from) {
        if (from >= size) {
            return -1;
        }
        int at = from >>> 6;
        long word = words[at] & (-1L << from);
        while (word == 0) {
            if (++at == words.length) {
                return -1;
            }
            word = words[at];
        }
        return (at << 6) + Long.numberOfTrailingZeros(word);
    }

    int words() {
        return words.length;
    }

    long word(int at) {
        return words[at];
    }
}
