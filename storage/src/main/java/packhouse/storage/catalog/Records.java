package packhouse.storage.catalog;

import java.io.IOException;
import java.util.List;

/**
 * Records of one width, one after the other in ascending order of their bytes taken as unsigned. Used by one thread.
 *
 * <p>A record is looked at where it lies: it is there until the next call of {@link #next}.
 */
interface Records {

    /** No records. */
    Records NONE = new MergedRecords(List.of(), Long.BYTES);

    /** Goes to the next record, the first one at first; false if there is none left. */
    boolean next() throws IOException;

    /** What the record lies in. */
    byte[] array();

    /** Where it begins in {@link #array}. */
    int at();
}
