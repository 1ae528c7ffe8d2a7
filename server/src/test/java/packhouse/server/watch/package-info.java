/** Tests of the watch over repositories. */
@NullMarked
package packhouse.server.watch;

import org.jspecify.annotations.NullMarked;
