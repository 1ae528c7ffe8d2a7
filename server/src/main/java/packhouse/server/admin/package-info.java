/**
 * The admin plane: what the owner asks the server, over its unix socket, and what a health check may ask over TCP. Imports
 * {@code net}, {@code access}, {@code inspect}, {@code jobs}, {@code keys}, {@code packhouse.protocol.admin} and {@code packhouse.storage}. Start reading at
 * {@link packhouse.server.admin.AdminServer}.
 *
 * <p>Event loops never wait here either: whatever touches the disk runs once for all who ask, see {@link packhouse.server.admin.Shared}.
 */
@NullMarked
package packhouse.server.admin;

import org.jspecify.annotations.NullMarked;
