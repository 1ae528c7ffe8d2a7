package packhouse.server.admin;

import java.util.concurrent.CompletableFuture;

/** Answers what the owner asks, in a while. */
@FunctionalInterface
interface Desk {

    /**
     * The answer, now or later; never waits and never fails.
     *
     * @param address of the request, as it came
     * @param body of the request; not used after this
     * @param by who asks, for the log
     */
    CompletableFuture<Answer> answer(String method, String address, byte[] body, String by);
}
