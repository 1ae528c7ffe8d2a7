/** The program: command line, settings, wiring, and the two planes that clients talk to. */
@NullMarked
package packhouse.server;

import org.jspecify.annotations.NullMarked;
