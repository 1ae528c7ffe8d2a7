/** All numbers that the server publishes, and their names. Imports nothing of ours. Start at {@link packhouse.server.metrics.Metrics}. */
@NullMarked
package packhouse.server.metrics;

import org.jspecify.annotations.NullMarked;
