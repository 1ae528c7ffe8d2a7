package packhouse.storage.catalog;

/**
 * Answers about a set that does not change any more: how many of its numbers are below one, and which is its n-th. Each takes a
 * few reads of memory; what it keeps beside the set is 0.2 bits for each number the set could hold.
 */
final class Ranks {

    /** Words of the set for one kept count: small enough that counting within them stays in one line or two of the cache. */
    private static final int BLOCK_WORDS = 8;

    private static final int BLOCK_SHIFT = 9;

    private final Bits bits;
    private final int[] before;
    private final int[] blockOf;
    private final int count;

    /** Looks through the set once. */
    Ranks(Bits bits) {
        this.bits = bits;
        int blocks = (bits.words() + BLOCK_WORDS - 1) / BLOCK_WORDS;
        this.before = new int[blocks + 1];
        for (int word = 0; word < bits.words(); word++) {
            before[word / BLOCK_WORDS + 1] += Long.bitCount(bits.word(word));
        }
        for (int block = 0; block < blocks; block++) {
            before[block + 1] += before[block];
        }
        this.count = before[blocks];
        this.blockOf = new int[(count >>> BLOCK_SHIFT) + 1];
        fillBlockOf();
    }

    private void fillBlockOf() {
        int block = 0;
        for (int i = 0; i < blockOf.length; i++) {
            while (block + 1 < before.length && before[block + 1] <= i << BLOCK_SHIFT) {
                block++;
            }
            blockOf[i] = block;
        }
    }

    /** How many numbers the set has. */
    int count() {
        return count;
    }

    /** How many numbers of the set are below {@code number}, which may be the size of the set. */
    int rank(int number) {
        int word = number >>> 6;
        int block = word / BLOCK_WORDS;
        int rank = before[block];
        for (int i = block * BLOCK_WORDS; i < word; i++) {
            rank += Long.bitCount(bits.word(i));
        }
        int within = number & 63;
        return within == 0 ? rank : rank + Long.bitCount(bits.word(word) << (64 - within));
    }

    /** The number of the set that has {@code rank} others below it; {@code rank} is below {@link #count}. */
    int select(int rank) {
        int block = blockOf[rank >>> BLOCK_SHIFT];
        while (before[block + 1] <= rank) {
            block++;
        }
        int left = rank - before[block];
        int word = block * BLOCK_WORDS;
        for (int ones = Long.bitCount(bits.word(word)); ones <= left; ones = Long.bitCount(bits.word(word))) {
            left -= ones;
            word++;
        }
        return (word << 6) + within(bits.word(word), left);
    }

    /** The place of the bit that has {@code left} others below it. */
    private static int within(long word, int left) {
        long rest = word;
        int place = 0;
        int skip = left;
        for (int half = 32; half > 0; half >>= 1) {
            int ones = Long.bitCount(rest & ((1L << half) - 1));
            if (ones <= skip) {
                skip -= ones;
                place += half;
                rest >>>= half;
            }
        }
        return place;
    }
}
