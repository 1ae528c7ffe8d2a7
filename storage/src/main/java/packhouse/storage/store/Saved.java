package packhouse.storage.store;

/** What became of an upload. */
public sealed interface Saved {

    /** It is a file of the repository now, durable. */
    record Stored(long bytes) implements Saved {}

    /** The same bytes were there already, and are durable. */
    record Present(long bytes) implements Saved {}

    /** The bytes do not hash to the name; nothing was stored. */
    record WrongHash(String actual) implements Saved {}

    /** Other bytes are stored under the name, and stay: nothing proves that the new ones are better. */
    record Differs() implements Saved {}
}
