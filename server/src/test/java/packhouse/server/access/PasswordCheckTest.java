package packhouse.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;
import packhouse.server.access.PasswordCheck.Verdict;

/** Passwords are hashed as rarely as possible, in an order that nobody can spoil for others. */
class PasswordCheckTest {

    private static final String HOME = "192.0.2.1";
    private static final String ATTACKER = "203.0.113.66";

    private final ManualTime time = new ManualTime();
    private final PlainHasher hasher = new PlainHasher();
    private final Deque<Runnable> threads = new ArrayDeque<>();
    private final List<Verdict> verdicts = new ArrayList<>();
    private final PasswordCheck check = new PasswordCheck(
            hasher,
            threads::add,
            time,
            new Fingerprints(new SecureRandom()),
            new VerifiedCache(time),
            new Slowdown(time));

    private Users users = users("alice:" + PlainHasher.stored("secret") + "\nbob:" + PlainHasher.stored("bobs"));

    private static Users users(String content) {
        try {
            return Users.parse(Path.of("users"), content.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private Password ask(String user, String password, String remote) {
        Password sent = new Password(password.getBytes(StandardCharsets.UTF_8));
        check.check(users.guess(user, sent), remote, verdicts::add);
        return sent;
    }

    private void work() {
        while (!threads.isEmpty()) {
            threads.remove().run();
        }
    }

    @Test
    void aPasswordThatWasRightIsNotHashedAgain() {
        ask("alice", "secret", HOME);
        assertThat(verdicts).as("on the caller's thread").isEmpty();
        work();

        ask("alice", "secret", HOME);

        assertThat(verdicts).containsExactly(Verdict.RIGHT, Verdict.RIGHT);
        assertThat(hasher.made).containsExactly("10:secret");
    }

    @Test
    void aWrongPasswordIsHashedEachTime() {
        ask("alice", "wrong", HOME);
        work();
        ask("alice", "wrong", HOME);
        work();

        assertThat(verdicts).containsExactly(Verdict.WRONG, Verdict.WRONG);
        assertThat(hasher.made).hasSize(2);
    }

    @Test
    void anOldPasswordDoesNotLetInOnceTheHashHasChanged() {
        ask("alice", "secret", HOME);
        work();
        users = users("alice:" + PlainHasher.stored("new"));

        ask("alice", "secret", HOME);
        work();

        assertThat(verdicts).containsExactly(Verdict.RIGHT, Verdict.WRONG);
    }

    @Test
    void aRemovedUserDoesNotGetIn() {
        ask("alice", "secret", HOME);
        work();
        users = users("bob:" + PlainHasher.stored("bobs"));

        ask("alice", "secret", HOME);
        work();

        assertThat(verdicts).containsExactly(Verdict.RIGHT, Verdict.WRONG);
    }

    @Test
    void equalGuessesThatArriveTogetherAreHashedOnce() {
        for (int i = 0; i < 5; i++) {
            ask("alice", "secret", HOME);
        }
        work();

        assertThat(verdicts).hasSize(5).containsOnly(Verdict.RIGHT);
        assertThat(hasher.made).hasSize(1);
    }

    @Test
    void fiveConnectionsWithOneWrongPasswordAreOneMistake() {
        for (int round = 0; round < Slowdown.FREE; round++) {
            for (int i = 0; i < 5; i++) {
                ask("alice", "wrong" + round, HOME);
            }
            work();
        }

        assertThat(verdicts).as("none of them late").hasSize(5 * Slowdown.FREE);
    }

    @Test
    void anUnknownUserIsHashedOnceAsWell() {
        ask("nobody", "secret", HOME);
        work();

        assertThat(verdicts).containsExactly(Verdict.WRONG);
        assertThat(hasher.made).containsExactly("10:secret");
    }

    @Test
    void wrongAnswersComeLateAndRightOnesDoNot() {
        for (int i = 0; i <= Slowdown.FREE; i++) {
            ask("alice", "wrong" + i, ATTACKER);
            work();
        }
        assertThat(verdicts).hasSize(Slowdown.FREE);

        ask("alice", "secret", ATTACKER);
        work();
        assertThat(verdicts).hasSize(Slowdown.FREE + 1).last().isEqualTo(Verdict.RIGHT);

        time.pass(Slowdown.FIRST_DELAY);
        assertThat(verdicts).hasSize(Slowdown.FREE + 2).last().isEqualTo(Verdict.WRONG);
    }

    @Test
    void theOwnerOfAnAttackedAccountDoesNotWaitBehindTheAttack() {
        for (int i = 0; i < 50; i++) {
            ask("alice", "guess" + i, ATTACKER);
        }

        ask("alice", "secret", HOME);
        for (int i = 0; i <= Slowdown.FREE; i++) {
            threads.remove().run();
        }

        assertThat(verdicts).contains(Verdict.RIGHT);
        assertThat(hasher.made).hasSize(Slowdown.FREE + 1);
    }

    @Test
    void anAttackFillsOnlyItsOwnQueue() {
        for (int i = 0; i < 1000; i++) {
            ask("alice", "guess" + i, ATTACKER);
        }
        assertThat(verdicts)
                .hasSize(1000 - Slowdown.FREE - PasswordCheck.MAX_QUEUED_SUSPECTS)
                .containsOnly(Verdict.BUSY);
        verdicts.clear();

        ask("bob", "bobs", HOME);
        ask("alice", "secret", HOME);
        work();

        assertThat(verdicts.stream().filter(Verdict.RIGHT::equals)).hasSize(2);
    }

    @Test
    void moreThanTheQueueHoldsIsTurnedAwayAtOnce() {
        for (int i = 0; i <= PasswordCheck.MAX_QUEUED; i++) {
            ask("user" + i, "secret", "10.0." + i / 256 + "." + i % 256);
        }

        assertThat(verdicts).containsExactly(Verdict.BUSY);
        assertThat(threads).hasSize(PasswordCheck.MAX_QUEUED);
    }

    @Test
    void theNumberOfEqualGuessesIsLimitedForEachGuess() {
        for (int i = 0; i <= PasswordCheck.MAX_EQUAL; i++) {
            ask("alice", "wrong", ATTACKER);
        }
        assertThat(verdicts).containsExactly(Verdict.BUSY);

        ask("alice", "secret", HOME);
        work();
        assertThat(verdicts).hasSize(PasswordCheck.MAX_EQUAL + 2).last().isEqualTo(Verdict.RIGHT);
    }

    @Test
    void theNumberOfLateAnswersIsLimited() {
        for (int round = 0; round < 6; round++) {
            for (int i = 0; i < PasswordCheck.MAX_EQUAL; i++) {
                ask("alice", "wrong", "10." + round + "." + i / 256 + "." + i % 256);
            }
            work();
        }

        assertThat(time.waiting()).isEqualTo(PasswordCheck.MAX_DELAYED);
        assertThat(verdicts).contains(Verdict.BUSY);
    }

    @Test
    void passwordsAreWipedOnAllWays() {
        List<Password> sent = new ArrayList<>();
        sent.add(ask("alice", "secret", HOME));
        sent.add(ask("alice", "secret", HOME));
        sent.add(ask("alice", "wrong", HOME));
        work();
        sent.add(ask("alice", "secret", HOME));

        assertThat(sent).allSatisfy(password -> assertThat(password.bytes()).containsOnly(0));
    }

    @Test
    void whatHasNotBegunWhenTheServerStopsIsTurnedAway() {
        ask("alice", "secret", HOME);

        check.close();
        work();
        ask("alice", "secret", HOME);

        assertThat(verdicts).containsExactly(Verdict.BUSY, Verdict.BUSY);
        assertThat(hasher.made).isEmpty();
    }
}
