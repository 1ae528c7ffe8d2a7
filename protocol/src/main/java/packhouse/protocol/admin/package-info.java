/**
 * The dictionary of the admin API, shared by the server and its command-line client: what an answer holds, under which names. Imports
 * {@code packhouse.protocol}. Times are RFC 3339 in UTC, sizes bytes. Start reading at {@link packhouse.protocol.admin.Views},
 * for what is asked about one repository at {@link packhouse.protocol.admin.Question}.
 */
@NullMarked
package packhouse.protocol.admin;

import org.jspecify.annotations.NullMarked;
