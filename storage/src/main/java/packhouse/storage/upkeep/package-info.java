/**
 * Keeping house: what is known and found about a repository as a whole. Imports everything else in storage. What decides is a pure function of
 * values; what acts follows it.
 */
@NullMarked
package packhouse.storage.upkeep;

import org.jspecify.annotations.NullMarked;
