/**
 * That no index names a pack which is not there: what clients delete by mistake, or before an index that names it arrives, is shown again.
 * Needs the password, for index files say what they name only then. Imports {@code repository}, {@code history}, {@code store},
 * {@code format}, {@code disk} and {@code packhouse.protocol}. Start reading at {@link packhouse.storage.custody.Custody}.
 */
@NullMarked
package packhouse.storage.custody;

import org.jspecify.annotations.NullMarked;
