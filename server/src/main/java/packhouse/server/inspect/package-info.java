/**
 * Answers to questions about one repository, in the words of {@code packhouse.protocol.admin}: the same for the admin plane and for a command
 * that works without a server. Imports {@code keys}, {@code packhouse.storage} and {@code packhouse.protocol}. Start reading at
 * {@link packhouse.server.inspect.Insight}.
 */
@NullMarked
package packhouse.server.inspect;

import org.jspecify.annotations.NullMarked;
