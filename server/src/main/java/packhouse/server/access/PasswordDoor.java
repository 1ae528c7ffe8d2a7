package packhouse.server.access;

import java.security.SecureRandom;
import java.util.Optional;
import java.util.function.Consumer;
import packhouse.protocol.Refusal;
import packhouse.protocol.Route;

/** Login by name and password (HTTP Basic), checked against a {@link UserFile}, which is followed as it changes. */
public final class PasswordDoor implements Doorkeeper, AutoCloseable {

    private static final Refusal.Header CHALLENGE =
            new Refusal.Header("WWW-Authenticate", "Basic realm=\"packhouse\", charset=\"UTF-8\"");

    private final UserFile users;
    private final AccessRules rules;
    private final AccessReport report;
    private final PasswordCheck passwords;
    private final Runnable endThreads;

    PasswordDoor(UserFile users, AccessRules rules, AccessReport report, PasswordCheck passwords, Runnable endThreads) {
        this.users = users;
        this.rules = rules;
        this.report = report;
        this.passwords = passwords;
        this.endThreads = endThreads;
    }

    /** A door with threads of its own; {@link #close} ends them. */
    public static PasswordDoor start(UserFile users, AccessRules rules, AccessReport report) {
        LoginThreads threads = LoginThreads.start(users);
        PasswordCheck passwords = new PasswordCheck(
                Hasher.bcrypt(),
                threads.hashing(),
                threads.later(),
                new Fingerprints(new SecureRandom()),
                new VerifiedCache(System::nanoTime),
                new Slowdown(System::nanoTime));
        return new PasswordDoor(users, rules, report, passwords, threads::close);
    }

    @Override
    public void admit(Headers headers, String remote, Consumer<Admission> then) {
        String header = headers.first("Authorization");
        Optional<BasicCredentials> sent = BasicCredentials.parse(header);
        if (sent.isEmpty()) {
            if (!header.isEmpty()) {
                report.loginFailed("", remote, "Authorization header is not Basic, malformed or too long");
            }
            then.accept(unauthorized());
            return;
        }
        String user = shortened(sent.get().user());
        Guess guess = users.users().guess(user, sent.get().password());
        passwords.check(guess, remote, verdict -> then.accept(admission(verdict, guess, remote)));
    }

    /** No user has a name this long, so nobody is mistaken for another. */
    private static String shortened(String user) {
        return user.length() > UserName.MAX_LENGTH ? user.substring(0, UserName.MAX_LENGTH - 1) + "\ufffd" : user;
    }

    private Admission admission(PasswordCheck.Verdict verdict, Guess guess, String remote) {
        return switch (verdict) {
            case RIGHT -> new Known(guess.user());
            case BUSY -> new Turned(Refusal.of(Refusal.Kind.UNAVAILABLE, "too many logins at once"));
            case WRONG -> {
                report.loginFailed(guess.user(), remote, guess.why());
                yield unauthorized();
            }
        };
    }

    private static Turned unauthorized() {
        Refusal.Kind kind = Refusal.Kind.UNAUTHORIZED;
        return new Turned(new Refusal(kind, kind.phrase(), Optional.of(CHALLENGE)));
    }

    /** Reads the user file again, for SIGHUP. Waits for the disk. */
    public void reload() {
        users.reload();
    }

    /** Whether the user file could be read when it was last looked at; see {@link UserFile#isSound}. */
    public boolean usersAreSound() {
        return users.isSound();
    }

    @Override
    public Optional<Refusal> objection(String user, Route route) {
        return rules.objection(user, route);
    }

    @Override
    public Optional<Refusal> objectionToMetrics(String user) {
        return rules.objectionToMetrics(user);
    }

    @Override
    public boolean metricsAreOpen() {
        return rules.openMetrics();
    }

    @Override
    public void close() {
        passwords.close();
        endThreads.run();
    }
}
