/** The admin plane of a real server process, and the commands that ask it. */
@NullMarked
package packhouse.it.admin;

import org.jspecify.annotations.NullMarked;
