/**
 * What the server says: its log on standard error and the access log. Imports nothing of ours. Start reading at
 * {@link packhouse.server.log.ServerLog}.
 */
@NullMarked
package packhouse.server.log;

import org.jspecify.annotations.NullMarked;
