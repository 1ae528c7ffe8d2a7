/** Tests of {@code packhouse.protocol.admin}. */
@NullMarked
package packhouse.protocol.admin;

import org.jspecify.annotations.NullMarked;
