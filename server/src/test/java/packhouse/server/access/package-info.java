/** Tests of {@code packhouse.server.access}. */
@NullMarked
package packhouse.server.access;

import org.jspecify.annotations.NullMarked;
