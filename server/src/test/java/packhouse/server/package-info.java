/** Tests of the program as a whole: its arrows. */
@NullMarked
package packhouse.server;

import org.jspecify.annotations.NullMarked;
