/**
 * Repositories as the data plane sees them: found by their path, read, filled and emptied within a quota. Imports
 * {@code store}, {@code disk} and {@code packhouse.protocol}. Start reading at
 * {@link packhouse.storage.repository.Repositories}.
 */
@NullMarked
package packhouse.storage.repository;

import org.jspecify.annotations.NullMarked;
