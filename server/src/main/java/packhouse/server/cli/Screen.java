package packhouse.server.cli;

import java.io.IOException;

/** Makes of an answer what a person reads. */
@FunctionalInterface
interface Screen<T> {

    /**
     * All of it, with an end of line after each line.
     *
     * @throws IOException if it cannot be the answer of a server of ours
     */
    String text(T answer) throws IOException;
}
