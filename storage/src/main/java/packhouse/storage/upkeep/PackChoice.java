package packhouse.storage.upkeep;

import java.io.IOException;
import java.util.BitSet;
import java.util.random.RandomGenerator;

/** Chooses the packs that a check reads. Decides by nothing but names, sizes and the dice it is given. */
final class PackChoice {

    private PackChoice() {}

    /** Packs to choose from, in any order. */
    interface Packs {
        /** How many there are. */
        int count();

        /** Their bytes together. */
        long bytes();

        /** The first byte of the name of the {@code i}th. */
        int firstByte(int i) throws IOException;
    }

    /**
     * Those to read, by their place among the packs.
     *
     * <p>A share of packs and not of bytes is what restic takes for both a percentage and a size: for a size, the share that
     * it is of all bytes. At least one pack is chosen if there is any.
     */
    static BitSet choose(ReadData wanted, Packs packs, RandomGenerator random) throws IOException {
        if (wanted instanceof ReadData.None) {
            return new BitSet();
        }
        if (wanted instanceof ReadData.Part part) {
            return part(part, packs);
        }
        if (wanted instanceof ReadData.Percent share) {
            return random(share.percent() / 100, packs.count(), random);
        }
        if (wanted instanceof ReadData.Size size && size.bytes() < packs.bytes()) {
            return random((double) size.bytes() / packs.bytes(), packs.count(), random);
        }
        return all(packs.count());
    }

    private static BitSet all(int count) {
        BitSet chosen = new BitSet(count);
        chosen.set(0, count);
        return chosen;
    }

    private static BitSet part(ReadData.Part part, Packs packs) throws IOException {
        BitSet chosen = new BitSet();
        for (int i = 0; i < packs.count(); i++) {
            chosen.set(i, packs.firstByte(i) % part.t() == part.n() - 1);
        }
        return chosen;
    }

    /** Selection sampling: every subset of the wanted size is as likely as any other. */
    private static BitSet random(double share, int count, RandomGenerator random) {
        BitSet chosen = new BitSet(count);
        int left = count == 0 ? 0 : Math.max(1, (int) (share * count));
        for (int i = 0; i < count && left > 0; i++) {
            if (random.nextInt(count - i) < left) {
                chosen.set(i);
                left--;
            }
        }
        return chosen;
    }
}
