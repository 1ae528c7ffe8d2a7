/**
 * A repository in a directory, laid out as restic's local backend and rest-server do. Imports {@code store}, {@code disk} and
 * {@code packhouse.protocol}. Start reading at {@link packhouse.storage.store.local.LocalStore}.
 */
@NullMarked
package packhouse.storage.store.local;

import org.jspecify.annotations.NullMarked;
