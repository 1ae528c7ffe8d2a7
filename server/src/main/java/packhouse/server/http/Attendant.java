package packhouse.server.http;

import java.io.IOException;
import java.util.OptionalLong;
import packhouse.protocol.FileName;
import packhouse.storage.repository.Repository;

/** Takes part in what clients do to a repository, before they hear that it is done. */
public interface Attendant {

    /**
     * Who asks.
     *
     * @param user empty without login
     * @param address without its port, empty for a unix socket
     */
    record Caller(String user, String address) {}

    /** Somebody asked for something. On an event loop: must not wait. */
    void met(Caller caller);

    /**
     * A file was stored, or was there already; may wait for the disk.
     *
     * @throws IOException if the client must not count on it yet: it is told to try again
     */
    void stored(Repository repository, FileName name, Caller by) throws IOException;

    /** Removes a file as {@link Repository#delete(FileName)} does, with all that has to be seen to; may wait for the disk. */
    OptionalLong delete(Repository repository, FileName name) throws IOException;

    /** Where nobody takes part. */
    static Attendant none() {
        return new Attendant() {
            @Override
            public void met(Caller caller) {
                // Nobody remembers.
            }

            @Override
            public void stored(Repository repository, FileName name, Caller by) {
                // Nobody minds.
            }

            @Override
            public OptionalLong delete(Repository repository, FileName name) throws IOException {
                return repository.delete(name);
            }
        };
    }
}
