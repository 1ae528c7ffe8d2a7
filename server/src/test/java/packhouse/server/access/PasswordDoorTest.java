package packhouse.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import packhouse.protocol.Refusal;

/** Login by name and password. */
class PasswordDoorTest {

    private static final String REMOTE = "192.0.2.1";
    private static final AccessRules RULES = new AccessRules(false, false, false);

    private final ManualTime time = new ManualTime();
    private final RecordingReport report = new RecordingReport();
    private final List<Doorkeeper.Admission> admissions = new ArrayList<>();

    @TempDir
    private Path folder = Path.of("");

    private Path file = Path.of("");

    @BeforeEach
    void aFileWithAlice() throws IOException {
        file = folder.resolve("users");
        Files.writeString(file, "alice:" + PlainHasher.stored("secret") + "\nold:plain\n");
    }

    private PasswordDoor door() throws IOException {
        PasswordCheck check = new PasswordCheck(
                new PlainHasher(),
                Runnable::run,
                time,
                new Fingerprints(new SecureRandom()),
                new VerifiedCache(time),
                new Slowdown(time));
        UserFile users = UserFile.open(file, UserFile.Missing.REFUSED, time, report);
        return new PasswordDoor(users, RULES, report, check, () -> {});
    }

    private static String basic(String credentials) {
        return "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
    }

    private static Doorkeeper.Headers headers(String authorization) {
        return name -> name.equals("Authorization") ? authorization : "";
    }

    private void assertTurnedAwayWithChallenge() {
        assertThat(admissions).singleElement().isInstanceOfSatisfying(Doorkeeper.Turned.class, turned -> {
            assertThat(turned.refusal().status()).isEqualTo(401);
            assertThat(turned.refusal().header())
                    .contains(new Refusal.Header("WWW-Authenticate", "Basic realm=\"packhouse\", charset=\"UTF-8\""));
        });
    }

    @Test
    void theRightPasswordLetsIn() throws IOException {
        door().admit(headers(basic("alice:secret")), REMOTE, admissions::add);

        assertThat(admissions).containsExactly(new Doorkeeper.Known("alice"));
        assertThat(report.failures).isEmpty();
    }

    @Test
    void withoutCredentialsTheAnswerIsAChallengeAndNoFailedLogin() throws IOException {
        door().admit(headers(""), REMOTE, admissions::add);

        assertTurnedAwayWithChallenge();
        assertThat(report.failures).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"alice:wrong", "nobody:secret", "old:plain", ":", "Alice:secret"})
    void wrongCredentialsAreChallengedAndReported(String credentials) throws IOException {
        door().admit(headers(basic(credentials)), REMOTE, admissions::add);

        assertTurnedAwayWithChallenge();
        assertThat(report.failures)
                .singleElement()
                .asString()
                .startsWith(credentials.substring(0, credentials.indexOf(':')) + " from " + REMOTE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer abc", "Basic !!!", "Basic YWxpY2U="})
    void whatIsNotBasicIsChallengedAndReported(String authorization) throws IOException {
        door().admit(headers(authorization), REMOTE, admissions::add);

        assertTurnedAwayWithChallenge();
        assertThat(report.failures).hasSize(1);
    }

    @Test
    void aNameBeyondTheLimitIsNotTakenForItsBeginning() throws IOException {
        String longest = "x".repeat(UserName.MAX_LENGTH);
        Files.writeString(file, longest + ":" + PlainHasher.stored("secret") + "\n");
        PasswordDoor door = door();

        door.admit(headers(basic(longest + ":secret")), REMOTE, admissions::add);
        door.admit(headers(basic(longest + "x:secret")), REMOTE, admissions::add);

        assertThat(admissions).hasSize(2).first().isEqualTo(new Doorkeeper.Known(longest));
        assertThat(admissions).last().isInstanceOf(Doorkeeper.Turned.class);
    }

    @Test
    void aReloadIsInForceAtOnce() throws IOException {
        PasswordDoor door = door();
        Files.writeString(file, "bob:" + PlainHasher.stored("secret") + "\n");

        door.reload();
        door.admit(headers(basic("bob:secret")), REMOTE, admissions::add);

        assertThat(admissions).containsExactly(new Doorkeeper.Known("bob"));
    }

    @Test
    void withItsOwnThreadsItHashesAwayFromTheCaller() throws IOException {
        Files.writeString(
                file,
                "alice:"
                        + Hasher.hash("secret".getBytes(StandardCharsets.UTF_8), 4, new SecureRandom())
                                .text());
        UserFile users = UserFile.open(file, UserFile.Missing.REFUSED, time, report);
        Queue<String> threads = new ConcurrentLinkedQueue<>();
        try (PasswordDoor door = PasswordDoor.start(users, RULES, report)) {
            door.admit(headers(basic("alice:secret")), REMOTE, admission -> {
                assertThat(admission).isEqualTo(new Doorkeeper.Known("alice"));
                threads.add(Thread.currentThread().getName());
            });
            Awaitility.await().atMost(Duration.ofMinutes(2)).until(() -> !threads.isEmpty());

            door.admit(
                    headers(basic("alice:secret")),
                    REMOTE,
                    admission -> threads.add(Thread.currentThread().getName()));
        }

        assertThat(threads)
                .containsExactly("packhouse-password-1", Thread.currentThread().getName());
    }
}
