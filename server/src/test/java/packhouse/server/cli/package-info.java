/** Tests of {@code packhouse.server.cli}. */
@NullMarked
package packhouse.server.cli;

import org.jspecify.annotations.NullMarked;
