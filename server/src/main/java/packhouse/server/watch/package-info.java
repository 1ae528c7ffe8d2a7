/**
 * What the server sees to while clients come and go: who is at work, that no commit of its own comes in between, and that nothing an index
 * names gets lost. Imports {@code http} for what it takes part in, {@code keys}, {@code packhouse.storage} and {@code packhouse.protocol}.
 */
@NullMarked
package packhouse.server.watch;

import org.jspecify.annotations.NullMarked;
