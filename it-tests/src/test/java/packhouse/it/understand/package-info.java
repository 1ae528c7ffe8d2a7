/** What packhouse says about repositories, against what restic says about the same ones, and what the one reads that the other wrote. */
@NullMarked
package packhouse.it.understand;

import org.jspecify.annotations.NullMarked;
