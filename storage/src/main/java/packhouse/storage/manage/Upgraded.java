package packhouse.storage.manage;

/** What became of an {@link Upgrade}. */
public sealed interface Upgraded {

    /** It happened, as the commit of this number. */
    record Done(long commit) implements Upgraded {}

    /** It would happen now. */
    record Possible() implements Upgraded {}

    /** There is nothing to do: it has the newest version. */
    record Already() implements Upgraded {}

    /** Nothing happened, because others are at work, as this sentence says. */
    record Busy(String who) implements Upgraded {}
}
