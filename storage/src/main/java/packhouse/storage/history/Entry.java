package packhouse.storage.history;

import java.time.Instant;

/** One record of the commit log. */
sealed interface Entry permits Commit, Gone, Intent, Switch, End {

    /** Most files in one entry, so that one is never larger than a page or two of any cache: about 50 KB. */
    int MAX_FILES = 1000;

    /** The commit that it belongs to. */
    long number();

    /** When it was written, in whole milliseconds of the server's clock; never before that of an earlier entry. */
    Instant time();
}
