package packhouse.storage.upkeep;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Supplier;

/**
 * A random sample of a stream whose length nobody knows beforehand, to which heavy items belong more often: drawn one after the other,
 * each by its share of the weight that is left.
 *
 * <p>Source: Efraimidis and Spirakis, Weighted random sampling with a reservoir: the items with the largest u^(1/weight).
 */
final class WeightedSample<T> {

    private final int size;
    private final PriorityQueue<Ticket<T>> kept = new PriorityQueue<>(Comparator.comparingDouble(Ticket::key));

    private record Ticket<T>(double key, T item) {}

    /** A sample of at most so many items. */
    WeightedSample(int size) {
        this.size = size;
    }

    /**
     * The next item of the stream.
     *
     * @param weight above 0
     * @param lot 64 random bits
     * @param item is made only if it is taken
     */
    void offer(double weight, long lot, Supplier<T> item) {
        double uniform = (lot >>> 11) * 0x1p-53;
        // The logarithm of the key in the paper: the same order, and no underflow.
        double key = Math.log(1 - uniform) / weight;
        if (kept.size() == size && key <= kept.element().key()) {
            return;
        }
        kept.add(new Ticket<>(key, item.get()));
        if (kept.size() > size) {
            kept.remove();
        }
    }

    /** What was kept, in the order in which it was drawn: whoever stops early has a sample still. */
    List<T> drawn() {
        List<Ticket<T>> tickets = new ArrayList<>(kept);
        tickets.sort(
                Comparator.comparingDouble((Ticket<T> ticket) -> ticket.key()).reversed());
        return tickets.stream().map(Ticket::item).toList();
    }
}
