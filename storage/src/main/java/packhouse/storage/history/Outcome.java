package packhouse.storage.history;

/** What became of a {@link Replacement}. */
public sealed interface Outcome {

    /** It happened, as the commit of this number. */
    record Done(long commit) implements Outcome {}

    /** Nothing happened, and this sentence says why. */
    record Refused(String why) implements Outcome {}
}
