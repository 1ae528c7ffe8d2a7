package packhouse.protocol.admin;

/** Who waits for an answer and hears meanwhile how it goes on. */
public interface Audience {

    /** Tells what is not the end of the answer; called by one thread at a time, and may wait until it was heard. */
    void tell(Message message);

    /** Whether nobody waits any more, so that the work should end; asked by many threads. */
    boolean isGone();
}
