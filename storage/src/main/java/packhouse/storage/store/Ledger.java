package packhouse.storage.store;

/** Is told how many bytes a store holds more (or, negative, less) than it said before. Called under locks: must not block. */
@FunctionalInterface
public interface Ledger {

    /** The bytes that count came to {@code delta} more. */
    void changed(long delta);
}
