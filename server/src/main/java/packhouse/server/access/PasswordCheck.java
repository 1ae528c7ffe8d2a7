package packhouse.server.access;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Finds out whether passwords are right. One that was checked before is answered at once, on the caller's thread. All others are hashed
 * by a few threads of their own: equal guesses that arrive together are hashed once (restic opens five connections at once), and
 * those of suspect addresses after all others.
 */
final class PasswordCheck {

    /** Guesses waiting for a thread: some 15 s of work for one thread at cost 10. More would only wait to be given up. */
    static final int MAX_QUEUED = 256;

    /** The same for suspect addresses: some 4 s of work that nobody misses. */
    static final int MAX_QUEUED_SUSPECTS = 64;

    /**
     * Equal guesses that wait for one hash: 200 hosts with one name and five connections each. The limit is for each guess, so that
     * who fills it stands in nobody else's way.
     */
    static final int MAX_EQUAL = 1024;

    /** Wrong answers that are held back. Hashing is so slow that only equal guesses on many connections get there. */
    static final int MAX_DELAYED = 4096;

    /** What came of it. */
    enum Verdict {
        RIGHT,
        WRONG,
        /** Not looked at, too many are waiting. */
        BUSY
    }

    private record Waiter(String remote, Consumer<Verdict> then) {}

    /** A guess on its way through the threads. */
    private record Check(ByteBuffer fingerprint, Guess guess, List<Waiter> waiters) {}

    private final Hasher hasher;
    private final Executor threads;
    private final Later later;
    private final Fingerprints fingerprints;
    private final VerifiedCache verified;
    private final Slowdown slowdown;

    private final Map<ByteBuffer, Check> running = new HashMap<>();
    private final Deque<Check> queued = new ArrayDeque<>();
    private final Deque<Check> queuedSuspects = new ArrayDeque<>();
    private final AtomicInteger delayed = new AtomicInteger();
    private boolean closed;

    /**
     * @param threads runs one task for each guess that is hashed; refuses none before {@link #close}
     * @param later holds back wrong answers
     */
    PasswordCheck(
            Hasher hasher,
            Executor threads,
            Later later,
            Fingerprints fingerprints,
            VerifiedCache verified,
            Slowdown slowdown) {
        this.hasher = hasher;
        this.threads = threads;
        this.later = later;
        this.fingerprints = fingerprints;
        this.verified = verified;
        this.slowdown = slowdown;
    }

    /** Checks a guess and wipes its password; the verdict comes exactly once, at once or later on another thread. */
    void check(Guess guess, String remote, Consumer<Verdict> then) {
        ByteBuffer fingerprint = fingerprints.of(guess);
        if (verified.contains(fingerprint)) {
            guess.password().wipe();
            then.accept(Verdict.RIGHT);
        } else if (!enter(fingerprint, guess, new Waiter(remote, then))) {
            guess.password().wipe();
            then.accept(Verdict.BUSY);
        }
    }

    /** Gives up what has not begun: it is answered as if there had been no room for it. */
    void close() {
        List<Check> left = new ArrayList<>();
        synchronized (this) {
            closed = true;
            left.addAll(queued);
            left.addAll(queuedSuspects);
            queued.clear();
            queuedSuspects.clear();
        }
        for (Check check : left) {
            leave(check).forEach(waiter -> waiter.then().accept(Verdict.BUSY));
        }
    }

    private synchronized boolean enter(ByteBuffer fingerprint, Guess guess, Waiter waiter) {
        if (closed) {
            return false;
        }
        Check same = running.get(fingerprint);
        if (same == null) {
            return enqueue(new Check(fingerprint, guess, new ArrayList<>(List.of(waiter))));
        }
        if (same.waiters().size() >= MAX_EQUAL) {
            return false;
        }
        same.waiters().add(waiter);
        guess.password().wipe();
        return true;
    }

    private boolean enqueue(Check check) {
        String remote = check.waiters().get(0).remote();
        boolean suspect = slowdown.begins(remote);
        Deque<Check> queue = suspect ? queuedSuspects : queued;
        if (queue.size() >= (suspect ? MAX_QUEUED_SUSPECTS : MAX_QUEUED)) {
            slowdown.ended(remote);
            return false;
        }
        queue.add(check);
        running.put(check.fingerprint(), check);
        threads.execute(this::hashNext);
        return true;
    }

    /** Which guess a thread hashes is decided only now, so that a suspect one never stands before another. */
    private void hashNext() {
        Check check = next();
        if (check == null) {
            // Closed in between.
            return;
        }
        boolean right = false;
        try {
            right = check.guess().isRight(hasher);
        } finally {
            finish(check, right);
        }
    }

    private synchronized @Nullable Check next() {
        return queued.isEmpty() ? queuedSuspects.poll() : queued.poll();
    }

    private void finish(Check check, boolean right) {
        if (right) {
            // Before the check stops running: an equal guess finds one or the other.
            verified.add(check.fingerprint());
        }
        List<Waiter> waiters = leave(check);
        if (right) {
            waiters.forEach(waiter -> waiter.then().accept(Verdict.RIGHT));
        } else {
            sayWrong(check.guess().user(), waiters);
        }
    }

    private synchronized List<Waiter> leave(Check check) {
        running.remove(check.fingerprint());
        slowdown.ended(check.waiters().get(0).remote());
        check.guess().password().wipe();
        return check.waiters();
    }

    /** Equal guesses are one guess of each address that made them. */
    private void sayWrong(String user, List<Waiter> waiters) {
        Map<String, Duration> delays = new HashMap<>();
        for (Waiter waiter : waiters) {
            Duration delay = delays.computeIfAbsent(waiter.remote(), remote -> slowdown.wrong(remote, user));
            if (delay.isZero()) {
                waiter.then().accept(Verdict.WRONG);
            } else if (delayed.incrementAndGet() > MAX_DELAYED) {
                delayed.decrementAndGet();
                waiter.then().accept(Verdict.BUSY);
            } else {
                later.run(delay, () -> {
                    delayed.decrementAndGet();
                    waiter.then().accept(Verdict.WRONG);
                });
            }
        }
    }
}
