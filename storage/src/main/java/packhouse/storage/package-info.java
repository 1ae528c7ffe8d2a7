/** Everything that touches a repository: its files, and later its formats and its upkeep. No Netty, serves nothing. */
@NullMarked
package packhouse.storage;

import org.jspecify.annotations.NullMarked;
