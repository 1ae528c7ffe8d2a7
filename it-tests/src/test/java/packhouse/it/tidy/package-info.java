/** What no compiler sees: the files around the code, looked at as text or with the tools they are written for. */
@NullMarked
package packhouse.it.tidy;

import org.jspecify.annotations.NullMarked;
