package packhouse.storage.catalog;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/**
 * Several sorted sequences as one. What is equal comes from the earlier sequence first, and is not made one.
 *
 * <p>A tournament in which each node remembers who lost there: the next record costs one comparison for each doubling of the number of
 * sequences (Knuth, volume 3, 5.4.1).
 */
final class MergedRecords implements Records {

    private static final int PREFIX = Long.BYTES;

    private final Records[] inputs;
    private final int width;
    private final long[] prefixes;
    private final boolean[] ended;

    /** The winner first; then who lost at each node. The players of node n are those of 2n and 2n + 1. */
    private final int[] losers;

    private boolean begun;

    /** Of records of {@code width} bytes, at least eight. */
    MergedRecords(List<? extends Records> inputs, int width) {
        this.inputs = inputs.toArray(Records[]::new);
        this.width = width;
        this.prefixes = new long[inputs.size()];
        this.ended = new boolean[inputs.size()];
        this.losers = new int[Math.max(1, inputs.size())];
    }

    @Override
    public boolean next() throws IOException {
        if (inputs.length == 0) {
            return false;
        }
        if (begun) {
            advance(losers[0]);
            replay();
        } else {
            begun = true;
            for (int i = 0; i < inputs.length; i++) {
                advance(i);
            }
            losers[0] = play(1);
        }
        return !ended[losers[0]];
    }

    private void advance(int input) throws IOException {
        ended[input] = !inputs[input].next();
        if (!ended[input]) {
            prefixes[input] = Bytes.getLong(inputs[input].array(), inputs[input].at());
        }
    }

    private int play(int node) {
        if (node >= inputs.length) {
            return node - inputs.length;
        }
        int left = play(2 * node);
        int right = play(2 * node + 1);
        boolean leftWins = isBefore(left, right);
        losers[node] = leftWins ? right : left;
        return leftWins ? left : right;
    }

    /** Only those can change places that the last winner met. */
    private void replay() {
        int winner = losers[0];
        for (int node = (winner + inputs.length) / 2; node > 0; node /= 2) {
            if (isBefore(losers[node], winner)) {
                int better = losers[node];
                losers[node] = winner;
                winner = better;
            }
        }
        losers[0] = winner;
    }

    private boolean isBefore(int a, int b) {
        if (ended[a] || ended[b]) {
            return ended[b] && !ended[a];
        }
        if (prefixes[a] != prefixes[b]) {
            return Long.compareUnsigned(prefixes[a], prefixes[b]) < 0;
        }
        int order = Arrays.compareUnsigned(
                inputs[a].array(),
                inputs[a].at() + PREFIX,
                inputs[a].at() + width,
                inputs[b].array(),
                inputs[b].at() + PREFIX,
                inputs[b].at() + width);
        return order != 0 ? order < 0 : a < b;
    }

    @Override
    public byte[] array() {
        return inputs[losers[0]].array();
    }

    @Override
    public int at() {
        return inputs[losers[0]].at();
    }
}
