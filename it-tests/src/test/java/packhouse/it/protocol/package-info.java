/** Every row of restic's REST protocol as a test, over a real socket against a server in a process of its own. */
@NullMarked
package packhouse.it.protocol;

import org.jspecify.annotations.NullMarked;
