/**
 * Jobs: long work on repositories that goes on whoever watches, one after the other, and is taken up again after a restart. Clients come
 * first: a job does less while they are at work. Imports {@code inspect}, {@code keys}, {@code packhouse.storage} and {@code
 * packhouse.protocol}. Start reading at {@link packhouse.server.jobs.Jobs}.
 *
 * <p>What a job does is a {@link packhouse.server.jobs.Task}, made for its {@link packhouse.server.jobs.Order} when its turn comes.
 */
@NullMarked
package packhouse.server.jobs;

import org.jspecify.annotations.NullMarked;
