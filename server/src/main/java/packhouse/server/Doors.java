package packhouse.server;

import java.io.IOException;
import java.time.InstantSource;
import java.util.Optional;
import packhouse.server.access.AccessReport;
import packhouse.server.access.AccessRules;
import packhouse.server.access.Doorkeeper;
import packhouse.server.access.OpenDoor;
import packhouse.server.access.PasswordDoor;
import packhouse.server.access.ProxyDoor;
import packhouse.server.access.TrustedPeers;
import packhouse.server.access.UserFile;
import packhouse.server.log.ServerLog;

/**
 * The door that the settings ask for.
 *
 * @param keeper decides about each request
 * @param passwords the same, if it reads a user file
 */
record Doors(Doorkeeper keeper, Optional<PasswordDoor> passwords) implements AutoCloseable {

    static Doors open(Settings settings, ServerLog log, InstantSource clock) throws BadConfiguration {
        AccessRules rules = new AccessRules(
                settings.rules().appendOnly(),
                settings.rules().privateRepos(),
                settings.metrics().open());
        AccessReport report = report(log);
        if (settings.login() instanceof Settings.PasswordLogin login) {
            PasswordDoor door = PasswordDoor.start(users(login, clock, report), rules, report);
            return new Doors(door, Optional.of(door));
        }
        if (settings.login() instanceof Settings.ProxyLogin login) {
            return new Doors(new ProxyDoor(login.header(), peers(login, log), rules, report), Optional.empty());
        }
        return new Doors(new OpenDoor(rules), Optional.empty());
    }

    private static UserFile users(Settings.PasswordLogin login, InstantSource clock, AccessReport report)
            throws BadConfiguration {
        UserFile.Missing missing = login.required() ? UserFile.Missing.REFUSED : UserFile.Missing.NO_USERS;
        try {
            return UserFile.open(login.file(), missing, clock, report);
        } catch (IOException e) {
            throw new BadConfiguration(
                    e.getMessage() + "; make it with 'packhouse user add NAME --htpasswd-file " + login.file()
                            + "', name another one with --htpasswd-file, or ask nobody with --no-auth",
                    e);
        }
    }

    private static TrustedPeers peers(Settings.ProxyLogin login, ServerLog log) throws BadConfiguration {
        if (login.trusted().isEmpty()) {
            log.warn(
                    "auth",
                    "whoever reaches this port can name any user in the header " + login.header()
                            + "; name the proxy's network with --trusted-proxies");
            return TrustedPeers.everybody();
        }
        try {
            return TrustedPeers.of(login.trusted());
        } catch (IllegalArgumentException e) {
            throw new BadConfiguration("--trusted-proxies: " + e.getMessage(), e);
        }
    }

    private static AccessReport report(ServerLog log) {
        return new AccessReport() {
            @Override
            public void loginFailed(String user, String remote, String why) {
                log.warn("auth", "login failed", "plane", "data", "user", user, "remote", remote, "why", why);
            }

            @Override
            public void warning(String what) {
                log.warn("auth", what);
            }

            @Override
            public void notice(String what) {
                log.info("auth", what);
            }
        };
    }

    /** Reads the user file anew. */
    void reload() {
        passwords.ifPresent(PasswordDoor::reload);
    }

    /** Whether the user file, if one is used, can be; never waits. */
    boolean usersAreSound() {
        return passwords.map(PasswordDoor::usersAreSound).orElse(true);
    }

    @Override
    public void close() {
        passwords.ifPresent(PasswordDoor::close);
    }
}
