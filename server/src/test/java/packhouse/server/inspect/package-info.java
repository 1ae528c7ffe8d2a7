/** Tests of the answers to questions about repositories. */
@NullMarked
package packhouse.server.inspect;

import org.jspecify.annotations.NullMarked;
