/** Stock restic, old and new, against a packhouse in a process of its own: whole sessions, and sessions that are disturbed. */
@NullMarked
package packhouse.it.clients;

import org.jspecify.annotations.NullMarked;
