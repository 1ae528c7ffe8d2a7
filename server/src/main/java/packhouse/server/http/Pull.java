package packhouse.server.http;

/** A body that is made piece by piece while the client takes it. Called on the event loop. */
interface Pull {

    /** The connection takes more: send as long as it does. */
    void pump();

    /** Nobody wants the rest. Called at most once, also after the end. */
    void close();
}
