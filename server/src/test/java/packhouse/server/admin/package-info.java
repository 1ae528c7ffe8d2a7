/** Tests of {@code packhouse.server.admin}. */
@NullMarked
package packhouse.server.admin;

import org.jspecify.annotations.NullMarked;
