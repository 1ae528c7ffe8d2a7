/**
 * The data plane: restic's REST protocol over HTTP/1.1 and HTTP/2, from bytes to calls of a repository and back. Imports
 * {@code access}, {@code packhouse.storage} and {@code packhouse.protocol}. Start reading at
 * {@link packhouse.server.http.DataHandler} and go on to {@link packhouse.server.http.Reception}; how it got its connection stands in {@link packhouse.server.http.HttpServer}.
 *
 * <p>Event loops never wait: the disk is touched by {@link packhouse.server.http.DiskWork}'s threads, passwords are checked on their
 * own. Back-pressure is not reading from the socket, see {@link packhouse.server.http.Intake}.
 */
@NullMarked
package packhouse.server.http;

import org.jspecify.annotations.NullMarked;
