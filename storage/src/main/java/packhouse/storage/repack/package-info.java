/**
 * Repacks a repository while clients work in it: what to do is planned by pure functions, done batch by batch, and every batch becomes
 * real in one instant. Imports {@code upkeep}, {@code catalog}, {@code repository}, {@code history}, {@code format}, {@code store}, {@code
 * disk} and {@code packhouse.protocol}. Start reading at {@link packhouse.storage.repack.RepackOptions}.
 */
@NullMarked
package packhouse.storage.repack;

import org.jspecify.annotations.NullMarked;
