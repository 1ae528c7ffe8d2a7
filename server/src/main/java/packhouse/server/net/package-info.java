/**
 * Sockets: what both planes listen on, and the event loops that serve them. Imports nothing of ours. Start reading at
 * {@link packhouse.server.net.Listeners}.
 */
@NullMarked
package packhouse.server.net;

import org.jspecify.annotations.NullMarked;
