package packhouse.storage.history;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import packhouse.protocol.FileName;
import packhouse.storage.store.SwapStore;

/**
 * Packs that the server has replaced and that still have their old names for those who read the directory itself, who may have read an
 * index before that names them. The trash has them as well, so the old names go whenever they are in the way.
 */
final class Lingering {

    private final SwapStore store;
    private final Trash trash;

    Lingering(SwapStore store, Trash trash) {
        this.store = store;
        this.trash = trash;
    }

    /** Finds those out of what rests; what a crash, or another setting before, left without need is removed. */
    void find(Collection<Resting> files) throws IOException {
        for (Resting file : files) {
            if (file.cause().isOwn()) {
                store.linger(file.name(), trash.file(file.commit(), file.name()));
            }
        }
    }

    /** Removes the old names of these, durable: nobody is to find them there once the trash has them no more. */
    void end(Collection<Resting> files) throws IOException {
        List<FileName> left = new ArrayList<>();
        for (Resting file : files) {
            if (store.leave(file.name(), trash.file(file.commit(), file.name()))) {
                left.add(file.name());
            }
        }
        Swap.force(store, left);
    }
}
