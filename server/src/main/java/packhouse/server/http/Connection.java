package packhouse.server.http;

import io.netty.channel.Channel;

/**
 * What a handler of requests knows of the connection under it.
 *
 * @param channel the connection itself, also for a stream
 * @param share what its uploads may hold
 * @param isStream whether the handler's channel is only a stream of it
 */
record Connection(Channel channel, ConnectionGuard guard, Intake.Share share, boolean isStream) {}
