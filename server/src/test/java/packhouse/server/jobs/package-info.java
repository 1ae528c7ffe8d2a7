/** Tests of jobs. */
@NullMarked
package packhouse.server.jobs;

import org.jspecify.annotations.NullMarked;
