/** Repositories that the server itself changes while real clients work in them. */
@NullMarked
package packhouse.it.repack;

import org.jspecify.annotations.NullMarked;
