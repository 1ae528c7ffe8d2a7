package packhouse.storage.catalog;

import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import packhouse.storage.format.PageCipher;
import packhouse.storage.format.RepositoryKey;
import packhouse.storage.store.Store;

/**
 * What a catalog is made from.
 *
 * @param indexes the index files
 * @param trees gives each thread its own
 * @param veils that only the holder of the repository's key can lift
 * @param throwaway gives veils that nobody can lift once they are gone
 */
record Origin(Indexes indexes, Supplier<TreeSource> trees, Veils veils, Supplier<Veil> throwaway) {

    /**
     * A repository.
     *
     * @param version of its format, 1 or 2
     * @param random for keys
     */
    static Origin of(Store store, RepositoryKey key, int version, RandomGenerator random) {
        return new Origin(
                new StoreIndexes(store, key, version),
                () -> new StoreTrees(store, key),
                label -> PageCipher.of(key, label)::apply,
                () -> PageCipher.random(random)::apply);
    }
}
