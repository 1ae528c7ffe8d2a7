/**
 * The keys of repositories that were unlocked: in memory only, never written, never told. Imports {@code packhouse.storage} and {@code
 * packhouse.protocol}. Start reading at {@link packhouse.server.keys.KeyRing}.
 */
@NullMarked
package packhouse.server.keys;

import org.jspecify.annotations.NullMarked;
