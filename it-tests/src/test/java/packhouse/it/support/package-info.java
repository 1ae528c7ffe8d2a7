/** What the tests stand on: a real server in a process of its own, and real restic clients. */
@NullMarked
package packhouse.it.support;

import org.jspecify.annotations.NullMarked;
