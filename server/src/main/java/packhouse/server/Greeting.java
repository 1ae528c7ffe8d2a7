package packhouse.server;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import packhouse.server.cli.Words;
import packhouse.server.log.ServerLog;
import packhouse.storage.disk.Modes;

/** The first lines: rest-server's, word for word, because programs wait for them; then what a newcomer types next. */
final class Greeting {

    private final Settings settings;
    private final ServerLog log;

    Greeting(Settings settings, ServerLog log) {
        this.settings = settings;
        this.log = log;
    }

    /** How the server is set up. */
    void settings() {
        log.startLine("Data directory: " + settings.repositories().path());
        if (settings.login() instanceof Settings.PasswordLogin login) {
            log.startLine("Authentication enabled");
            if (Files.exists(login.file())) {
                log.startLine("Loaded htpasswd file: " + login.file());
            }
        } else {
            log.startLine(
                    settings.login() instanceof Settings.NoLogin
                            ? "Authentication disabled"
                            : "Proxy Authentication enabled.");
        }
        if (settings.repositories().maxBytes() > 0) {
            log.startLine("Maximum size: " + Words.size(settings.repositories().maxBytes()));
        }
        log.startLine("Append only mode " + state(settings.rules().appendOnly()));
        log.startLine("Private repositories " + state(settings.rules().privateRepos()));
        log.startLine("Group accessible repos " + state(settings.repositories().modes() == Modes.GROUP));
    }

    private static String state(boolean on) {
        return on ? "enabled" : "disabled";
    }

    /** It listens. */
    void started(List<String> addresses) {
        addresses.forEach(address -> log.startLine("start server on " + address));
        if (settings.tls().isPresent()) {
            log.startLine("TLS enabled");
        }
        addresses.stream().limit(1).forEach(this::advice);
    }

    /** Where the owner finds what is packhouse's own. */
    void admin(List<String> addresses, Path state) {
        String where = addresses.isEmpty() ? "nowhere" : String.join(" and ", addresses);
        log.startLine("packhouse " + Version.number() + "  admin " + where + "  state " + state);
    }

    private void advice(String address) {
        if (settings.login() instanceof Settings.PasswordLogin login && !Files.exists(login.file())) {
            log.startLine("No user yet, so nobody gets in. Add one with: packhouse user add alice --htpasswd-file "
                    + login.file());
        }
        log.startLine("Back up with: restic -r " + repository(address) + " init, then: restic -r " + repository(address)
                + " backup ~");
    }

    private String repository(String address) {
        String scheme = settings.tls().isPresent() ? "https" : "http";
        boolean login = settings.login() instanceof Settings.PasswordLogin;
        String folder = settings.rules().privateRepos() ? "/alice/laptop/" : "/laptop/";
        if (address.startsWith("/")) {
            return "rest:" + scheme + "+unix://" + address + ":" + folder;
        }
        String host = address.startsWith("[::]") || address.startsWith("0.0.0.0")
                ? hostName() + address.substring(address.lastIndexOf(':'))
                : address;
        return "rest:" + scheme + "://" + (login ? "alice:PASSWORD@" : "") + host + folder;
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }
}
