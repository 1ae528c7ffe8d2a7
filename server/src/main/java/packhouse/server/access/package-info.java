/**
 * Who a client is and what that user may do: the user file, passwords, and the rules of the data plane. Imports
 * {@code packhouse.protocol} only. Start reading at {@link packhouse.server.access.Doorkeeper}, of which there are three:
 * {@link packhouse.server.access.OpenDoor} (no login), {@link packhouse.server.access.PasswordDoor} (a user file) and
 * {@link packhouse.server.access.ProxyDoor} (a proxy has asked).
 *
 * <p>What holds here: a right password is never delayed; no caller of a door ever waits for a hash or the disk; nothing prints a hash or
 * a password. Those who edit the file are {@link packhouse.server.access.UserFileEditor} and what it uses.
 */
@NullMarked
package packhouse.server.access;

import org.jspecify.annotations.NullMarked;
