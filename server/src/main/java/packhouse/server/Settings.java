package packhouse.server;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import packhouse.server.http.Tls;
import packhouse.server.log.LogFormat;
import packhouse.server.net.Endpoint;
import packhouse.storage.disk.Modes;
import packhouse.storage.history.RestPeriods;

/**
 * Everything that the owner decides about a server, checked and complete.
 *
 * @param repositories where and how files are kept
 * @param listen where the data plane listens; a socket that is passed on takes precedence
 * @param login who clients are
 * @param rules what they may do
 * @param tls the certificate, if connections are encrypted
 * @param metrics what {@code /metrics} is
 * @param admin the state directory and the admin plane
 * @param talk what is logged
 * @param profile where a flight recording is written at the end
 */
record Settings(
        Repos repositories,
        List<Endpoint> listen,
        Login login,
        Rules rules,
        Optional<Tls.Pair> tls,
        Metrics metrics,
        Admin admin,
        Talk talk,
        Optional<Path> profile) {

    /**
     * Where and how files are kept.
     *
     * @param maxBytes quota of all repositories together, 0 for none
     * @param verify whether uploads have to hash to their names
     * @param rest what is kept of what clients delete
     * @param retiresLocks whether locks are taken away that nobody refreshes
     * @param keepFree bytes of the file system that uploads leave alone, see {@link packhouse.storage.repository.Reserve}
     * @param access who uses the directory beside the server
     * @param repackRate bytes a second that jobs never exceed, 0 for no limit
     */
    record Repos(
            Path path,
            long maxBytes,
            boolean verify,
            Modes modes,
            RestPeriods rest,
            boolean retiresLocks,
            long keepFree,
            DirectAccess access,
            long repackRate) {}

    /** Who clients are. */
    sealed interface Login {}

    /** Nobody is asked. */
    record NoLogin() implements Login {}

    /**
     * A name and a password out of the user file.
     *
     * @param required whether the server refuses to start without the file
     */
    record PasswordLogin(Path file, boolean required) implements Login {}

    /**
     * A proxy in front names the user.
     *
     * @param header its header for that
     * @param trusted networks that the header is believed from; empty means every peer, as with rest-server
     */
    record ProxyLogin(String header, List<String> trusted) implements Login {}

    /** What clients may do. */
    record Rules(boolean appendOnly, boolean privateRepos) {}

    /** What {@code /metrics} of the data plane is: on or off, and for whom. */
    record Metrics(boolean on, boolean open) {}

    /**
     * The admin plane.
     *
     * @param listen its TCP address, empty for none
     * @param mayFail whether a port that is taken is only worth a warning, because nobody asked for it
     */
    record Admin(Path stateDirectory, Optional<Endpoint> listen, boolean mayFail) {}

    /**
     * What is logged.
     *
     * @param access the access log: a file, or {@code -} for standard output
     */
    record Talk(LogFormat format, boolean debug, Optional<String> access) {}
}
