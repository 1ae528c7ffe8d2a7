/**
 * The files of one repository, wherever they live, and what each operation on them promises. Imports {@code disk} and
 * {@code packhouse.protocol}. Start reading at {@link packhouse.storage.store.Store}.
 */
@NullMarked
package packhouse.storage.store;

import org.jspecify.annotations.NullMarked;
