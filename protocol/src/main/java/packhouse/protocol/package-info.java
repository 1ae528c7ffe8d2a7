/**
 * The words of restic's REST protocol: what a stored file is called, what a request asks for, what an answer may say.
 *
 * <p>Pure values and functions: no network, no disk, no clock. Start reading at {@link packhouse.protocol.Route}.
 */
@NullMarked
package packhouse.protocol;

import org.jspecify.annotations.NullMarked;
