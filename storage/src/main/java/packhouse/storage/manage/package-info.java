/**
 * What an owner changes of a repository as a whole: who can open it, and the version of its format. Imports {@code upkeep}, {@code
 * repository}, {@code history}, {@code format}, {@code store}, {@code disk} and {@code packhouse.protocol}. Start reading at
 * {@link packhouse.storage.manage.KeyCabinet} and {@link packhouse.storage.manage.Upgrade}.
 */
@NullMarked
package packhouse.storage.manage;

import org.jspecify.annotations.NullMarked;
