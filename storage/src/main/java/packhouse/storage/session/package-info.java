/**
 * Who is at work in a repository, as far as locks tell. A session is a chain of lock files of one identity: a client refreshes its lock by
 * a new file, and then removes the old one. All times are those of the server, for clients' clocks are wrong. Imports {@code store},
 * {@code format}, {@code disk} and {@code packhouse.protocol}. Start reading at {@link packhouse.storage.session.Sessions}; the rules are
 * in {@link packhouse.storage.session.Lineages}.
 */
@NullMarked
package packhouse.storage.session;

import org.jspecify.annotations.NullMarked;
