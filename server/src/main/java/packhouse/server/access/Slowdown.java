package packhouse.server.access;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Counts wrong passwords by address and by user, and says what follows from them. Two things do:
 *
 * <ul>
 *   <li>The <em>answer</em> to a wrong password comes the later the more of them there were, from this address or for this user. A
 *       right one is never delayed, so nobody can lock out a user by guessing at that name.
 *   <li>An address with too many wrong or unanswered guesses is <em>suspect</em>: its passwords are hashed after those of all others
 *       (see {@link PasswordCheck}). The owner of an attacked account therefore waits for at most the one hash that is being
 *       computed, and not even that if the password was checked before ({@link VerifiedCache}).
 * </ul>
 *
 * <p>IPv6 addresses count by /64, the least that one customer gets. Behind a proxy all clients share an address: there a flood
 * makes logins that are not remembered wait, and the proxy has to limit the flood.
 */
public final class Slowdown {

    /** Wrong passwords without consequence: a person who mistypes, or a client that has five connections open. */
    static final int FREE = 5;

    /** One wrong password is forgotten after this. */
    static final Duration FORGET = Duration.ofSeconds(30);

    /** More are not counted, so that everything is forgotten after ten minutes. */
    static final int MAX_COUNT = 20;

    /** Delay of the first wrong answer that is not free; it doubles with each one after. */
    static final Duration FIRST_DELAY = Duration.ofMillis(250);

    /** Longest delay; restic gives up after five minutes, people much earlier. */
    static final Duration MAX_DELAY = Duration.ofSeconds(5);

    /** Addresses and users that are remembered; who fills the table has as many addresses and gains nothing. */
    static final int MAX_REMEMBERED = 4096;

    private final LongSupplier nanos;
    private final Map<String, Strikes> addresses = table();
    private final Map<String, Strikes> users = table();

    /** Nobody has guessed yet. {@code nanos}: the time, as {@link System#nanoTime} tells it. */
    public Slowdown(LongSupplier nanos) {
        this.nanos = nanos;
    }

    private static Map<String, Strikes> table() {
        return new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Strikes> eldest) {
                return size() > MAX_REMEMBERED;
            }
        };
    }

    /**
     * A guess of this address begins to be checked; {@link #ended} must follow. Until then it counts like a wrong one: a thousand
     * connections that guess at once are noticed before the first answer.
     *
     * @return whether the address is suspect
     */
    synchronized boolean begins(String remote) {
        Strikes strikes = strikes(addresses, IpAddress.group(remote));
        strikes.open++;
        return strikes.count + strikes.open > FREE;
    }

    /** A guess was checked, or could not be. */
    synchronized void ended(String remote) {
        Strikes strikes = strikes(addresses, IpAddress.group(remote));
        strikes.open = Math.max(0, strikes.open - 1);
    }

    /** A guess was wrong: how long its answer has to wait. A right one takes nothing back, or one's own account would. */
    public synchronized Duration wrong(String remote, String user) {
        int worst = Math.max(
                strikes(addresses, IpAddress.group(remote)).add(),
                strikes(users, user).add());
        if (worst <= FREE) {
            return Duration.ZERO;
        }
        Duration delay = FIRST_DELAY.multipliedBy(1L << (worst - FREE - 1));
        return delay.compareTo(MAX_DELAY) > 0 ? MAX_DELAY : delay;
    }

    private Strikes strikes(Map<String, Strikes> table, String key) {
        Strikes strikes = table.computeIfAbsent(key, absent -> new Strikes(nanos.getAsLong()));
        strikes.forget(nanos.getAsLong());
        return strikes;
    }

    /** What is held against one address or user. */
    private static final class Strikes {
        private int count;
        private int open;
        private long since;

        Strikes(long now) {
            since = now;
        }

        void forget(long now) {
            long forgotten = (now - since) / FORGET.toNanos();
            count = (int) Math.max(0, count - forgotten);
            since += forgotten * FORGET.toNanos();
        }

        int add() {
            count = Math.min(MAX_COUNT, count + 1);
            return count;
        }
    }
}
