/** What a server meets on bad days: storms, silence, junk, full disks. */
@NullMarked
package packhouse.it.faults;

import org.jspecify.annotations.NullMarked;
