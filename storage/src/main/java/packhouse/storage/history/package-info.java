/**
 * What becomes of files that leave a repository: clients delete them, or the server puts others in their place. They rest in a trash, a
 * log of commits says since when and why, and only {@link packhouse.storage.history.Purge} destroys them. The trash itself is the truth
 * about what can be had back; the log adds times and reasons, and where it is damaged everything rests anew. For a replacement the log is
 * more: one entry of it is the instant in which clients see the new files and no longer the old ones. Imports {@code store}, {@code disk}
 * and {@code packhouse.protocol}. Start reading at {@link packhouse.storage.history.History}; a replacement's steps are in {@link
 * packhouse.storage.history.Turnover}, and what a crash leaves of it in {@link packhouse.storage.history.Settlement}.
 */
@NullMarked
package packhouse.storage.history;

import org.jspecify.annotations.NullMarked;
