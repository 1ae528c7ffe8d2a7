@NullMarked
package packhouse.server.keys;

import org.jspecify.annotations.NullMarked;
