package packhouse.storage.repack;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import packhouse.storage.catalog.BlobLookup;
import packhouse.storage.catalog.PackTable;
import packhouse.storage.format.PackEntry;

/**
 * Chooses what of some packs must be carried on. For a blob in one of them:
 *
 * <ol>
 *   <li>a copy lay in a pack that this run has replaced: it is safe already, and this copy goes;
 *   <li>a copy lies earlier in this batch: that one is looked at instead;
 *   <li>a copy lies in a pack that stays: if that is sound this one goes, else it is carried;
 *   <li>it is carried.
 * </ol>
 *
 * <p>So every blob is carried by the first pack that holds it and is really replaced, whatever happens to batches before.
 */
final class Choice {

    private final BlobLookup lookup;
    private final PackTable packs;
    private final Fates fates;

    Choice(BlobLookup lookup, PackTable packs, Fates fates) {
        this.lookup = lookup;
        this.packs = packs;
        this.fates = fates;
    }

    /** A blob in its pack. */
    private record Item(SourcePack pack, int position, PackEntry entry) {}

    /** What is to be done for these packs, in their order and that of the blobs. None of them is a rider. */
    List<Task> choose(List<SourcePack> sources) throws IOException {
        List<Item> items = new ArrayList<>();
        for (int position = 0; position < sources.size(); position++) {
            for (PackEntry entry : sources.get(position).entries()) {
                items.add(new Item(sources.get(position), position, entry));
            }
        }
        // In this order neighbours are on one page of the catalog.
        items.sort(Comparator.comparing(item -> item.entry().id()));
        List<Placed> tasks = new ArrayList<>();
        for (Item item : items) {
            choose(item).ifPresent(task -> tasks.add(new Placed(item.position(), task)));
        }
        tasks.sort(Comparator.comparingInt(Placed::position)
                .thenComparingLong(placed -> placed.task().offset()));
        return tasks.stream().map(Placed::task).toList();
    }

    /** A task and where its pack stands. */
    private record Placed(int position, Task task) {}

    private Optional<Task> choose(Item item) throws IOException {
        PackEntry entry = item.entry();
        List<Copy> staying = new ArrayList<>(0);
        List<Copy> copies = new ArrayList<>(1);
        copies.add(new Copy(item.pack().id(), entry));
        lookup.find(entry.kind(), entry.id());
        for (int i = 0; i < lookup.copies(); i++) {
            int pack = lookup.pack(i);
            if (pack == item.pack().number() && lookup.offset(i) == entry.offset()) {
                continue;
            }
            if (fates.isReplaced(pack) || isEarlier(pack, lookup.offset(i), item)) {
                return Optional.empty();
            }
            Copy copy = new Copy(
                    packs.id(pack),
                    new PackEntry(entry.kind(), entry.id(), lookup.offset(i), lookup.length(i), lookup.rawLength(i)));
            copies.add(copy);
            if (fates.stays(pack)) {
                staying.add(copy);
            }
        }
        copies.sort(Comparator.comparingLong(copy -> copy.entry().length()));
        return Optional.of(
                new Task(item.pack(), entry.offset(), entry.kind(), List.copyOf(staying), List.copyOf(copies)));
    }

    private boolean isEarlier(int pack, long offset, Item than) {
        if (!fates.isInBatch(pack)) {
            return false;
        }
        int order = Integer.compare(fates.place(pack), fates.place(than.pack().number()));
        return order < 0 || (order == 0 && offset < than.entry().offset());
    }
}
