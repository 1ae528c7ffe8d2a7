package packhouse.server;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import packhouse.server.http.Tls;
import packhouse.server.log.LogFormat;
import packhouse.server.net.Endpoint;
import packhouse.storage.disk.Modes;
import packhouse.storage.history.RestPeriods;
import packhouse.storage.repository.Reserve;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code packhouse serve}: every flag of rest-server 0.14.0, unchanged, and packhouse's own. */
@Command(
        name = "serve",
        headerHeading = "Examples:%n"
                + "  packhouse serve --path /srv/backup --append-only --private-repos%n"
                + "  packhouse serve --path ./data --no-auth --listen 127.0.0.1:8000%n%n",
        header = "Serves restic repositories, in the place of rest-server.",
        customSynopsis = "packhouse serve [FLAG...]",
        description = "%nEach flag is also an environment variable: PACKHOUSE_ and its name, for instance "
                + "PACKHOUSE_MAX_SIZE=500G.%n",
        sortOptions = false,
        versionProvider = Version.class)
final class ServeCommand implements Callable<Integer> {

    private static final String DEFAULT_ADMIN = "127.0.0.1:8100";
    private static final String FLAG = "0..1";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    @SuppressWarnings("UnusedVariable")
    private StandardOptions standard = new StandardOptions();

    @Option(
            names = "--path",
            paramLabel = "DIR",
            defaultValue = "/var/lib/packhouse/repos",
            description = "the directory that holds the repositories (default: ${DEFAULT-VALUE})")
    private Path path = Path.of("");

    @Option(
            names = "--listen",
            paramLabel = "ADDRESS",
            split = ",",
            defaultValue = ":8000",
            description =
                    "where clients connect: [HOST]:PORT or unix:PATH; may be repeated (default: ${DEFAULT-VALUE})")
    private List<String> listen = List.of();

    @Option(
            names = "--no-auth",
            arity = FLAG,
            fallbackValue = "true",
            hideParamSyntax = true,
            description = "asks nobody for a login")
    private boolean noAuth;

    @Option(
            names = "--htpasswd-file",
            paramLabel = "FILE",
            description = "users and their passwords (default: DIR/.htpasswd)")
    private Optional<Path> htpasswdFile = Optional.empty();

    @Option(
            names = "--proxy-auth-username",
            paramLabel = "HEADER",
            description = "a proxy in front names the user in this header; nobody is asked for a password")
    private String proxyHeader = "";

    @Option(
            names = "--trusted-proxies",
            paramLabel = "NETWORK",
            split = ",",
            description = "networks, as 10.0.0.0/8, from which that header is believed (default: every peer)")
    private List<String> trustedProxies = List.of();

    @Option(
            names = "--private-repos",
            arity = FLAG,
            fallbackValue = "true",
            hideParamSyntax = true,
            description = "users reach only repositories below a folder of their own name")
    private boolean privateRepos;

    @Option(
            names = "--append-only",
            arity = FLAG,
            fallbackValue = "true",
            hideParamSyntax = true,
            description = "clients may add, but not remove or change (locks excepted)")
    private boolean appendOnly;

    @Option(
            names = "--max-size",
            paramLabel = "BYTES",
            converter = ByteSize.class,
            defaultValue = "0",
            description = "most bytes that all repositories together may hold; 500G works too (default: no limit)")
    private long maxSize;

    @Option(
            names = "--keep-free",
            paramLabel = "BYTES",
            converter = ByteSize.class,
            description = "free space that uploads leave alone, so that deletes always work; 0 for none"
                    + " (default: 1%% of the file system, at most 256M)")
    private Optional<Long> keepFree = Optional.empty();

    @Option(
            names = "--trash-deleted",
            paramLabel = "TIME",
            converter = Span.class,
            defaultValue = "30d",
            description = "how long snapshots, keys and the config that clients delete can be had back; 0: nothing can"
                    + " (default: ${DEFAULT-VALUE})")
    private Duration trashDeleted = Duration.ZERO;

    @Option(
            names = "--trash-unused",
            paramLabel = "TIME",
            converter = Span.class,
            defaultValue = "7d",
            description = "the same for packs and index files, at most as long (default: ${DEFAULT-VALUE})")
    private Duration trashUnused = Duration.ZERO;

    @Option(
            names = "--repack-rate",
            paramLabel = "BYTES",
            converter = ByteSize.class,
            defaultValue = "0",
            description = "bytes a second that a repack never exceeds, as 50M; while clients are at work it does much"
                    + " less by itself (default: no limit)")
    private long repackRate;

    @Option(
            names = "--direct-access",
            paramLabel = "WHO",
            defaultValue = "none",
            description = "who uses the directory beside this server: none, readers (people have restic read there), or"
                    + " writers (and write) (default: ${DEFAULT-VALUE})")
    private DirectAccess directAccess = DirectAccess.NONE;

    @Option(
            names = "--retire-dead-locks",
            arity = FLAG,
            fallbackValue = "true",
            hideParamSyntax = true,
            description =
                    "moves locks to the trash that nobody refreshed for 35 minutes; only if all clients are restic"
                            + " 0.15 or newer")
    private boolean retireDeadLocks;

    @Option(
            names = "--no-verify-upload",
            arity = FLAG,
            fallbackValue = "true",
            hideParamSyntax = true,
            description = "does not check that uploads hash to their names; only for very weak machines")
    private boolean noVerify;

    @Option(
            names = "--group-accessible-repos",
            arity = FLAG,
            fallbackValue = "true",
            hideParamSyntax = true,
            description = "the group of the server's user may read and write the files")
    private boolean groupAccessible;

    @Option(
            names = "--tls",
            arity = FLAG,
            fallbackValue = "true",
            hideParamSyntax = true,
            description = "encrypts connections")
    private boolean tls;

    @Option(names = "--tls-cert", paramLabel = "FILE", description = "certificate chain, PEM (default: DIR/public_key)")
    private Optional<Path> tlsCert = Optional.empty();

    @Option(names = "--tls-key", paramLabel = "FILE", description = "its private key, PEM (default: DIR/private_key)")
    private Optional<Path> tlsKey = Optional.empty();

    @Option(
            names = "--tls-min-ver",
            paramLabel = "VERSION",
            defaultValue = "1.2",
            description = "oldest TLS version accepted, 1.2 or 1.3 (default: ${DEFAULT-VALUE})")
    private String tlsMinimum = "";

    @Option(
            names = "--prometheus",
            arity = FLAG,
            fallbackValue = "true",
            hideParamSyntax = true,
            description = "serves numbers at /metrics")
    private boolean prometheus;

    @Option(
            names = "--prometheus-no-auth",
            arity = FLAG,
            fallbackValue = "true",
            hideParamSyntax = true,
            description = "and asks nobody for a login there")
    private boolean prometheusNoAuth;

    @Option(
            names = "--log",
            paramLabel = "FILE",
            description = "writes one line for each request in the combined format; - for standard output")
    private Optional<String> accessLog = Optional.empty();

    @Option(
            names = "--debug",
            arity = FLAG,
            fallbackValue = "true",
            hideParamSyntax = true,
            description = "says more on standard error")
    private boolean debug;

    @Option(
            names = "--log-format",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "standard error as text or json (default: ${DEFAULT-VALUE})")
    private LogFormat logFormat = LogFormat.TEXT;

    @Option(
            names = "--cpu-profile",
            paramLabel = "FILE",
            description = "writes a flight recording (JFR) there at the end")
    private Optional<Path> cpuProfile = Optional.empty();

    @Option(
            names = "--state-dir",
            paramLabel = "DIR",
            description = "packhouse's own state; on the file system of the repositories (default: DIR/.packhouse)")
    private Optional<Path> stateDir = Optional.empty();

    @Option(
            names = "--admin-listen",
            paramLabel = "ADDRESS",
            description = "where the admin plane answers besides its socket, or off (default: " + DEFAULT_ADMIN + ")")
    private Optional<String> adminListen = Optional.empty();

    @Override
    public Integer call() {
        return new Packhouse(settings()).run();
    }

    private Settings settings() {
        if (!tls && (tlsCert.isPresent() || tlsKey.isPresent())) {
            throw wrong("--tls-cert and --tls-key need --tls");
        }
        if (repackRate < 0) {
            throw wrong("--repack-rate is a number of bytes, or 0 for no limit");
        }
        if (!tlsMinimum.equals("1.2") && !tlsMinimum.equals("1.3")) {
            throw wrong("--tls-min-ver is 1.2 or 1.3, not '" + tlsMinimum + "'");
        }
        return new Settings(
                new Settings.Repos(
                        path,
                        maxSize,
                        !noVerify,
                        groupAccessible ? Modes.GROUP : Modes.PRIVATE,
                        new RestPeriods(trashDeleted, trashUnused),
                        retireDeadLocks,
                        keepFree.orElse(Reserve.DEFAULT),
                        directAccess,
                        repackRate),
                listen.stream().map(address -> endpoint("--listen", address)).toList(),
                login(),
                new Settings.Rules(appendOnly, privateRepos),
                tls ? Optional.of(certificate()) : Optional.empty(),
                new Settings.Metrics(prometheus, prometheusNoAuth || noAuth),
                admin(),
                new Settings.Talk(logFormat, debug, accessLog),
                cpuProfile);
    }

    private Settings.Login login() {
        if (noAuth) {
            return new Settings.NoLogin();
        }
        if (!proxyHeader.isEmpty()) {
            return new Settings.ProxyLogin(proxyHeader, trustedProxies);
        }
        return new Settings.PasswordLogin(htpasswdFile.orElse(path.resolve(".htpasswd")), htpasswdFile.isPresent());
    }

    private Tls.Pair certificate() {
        return new Tls.Pair(
                tlsCert.orElse(path.resolve("public_key")),
                tlsKey.orElse(path.resolve("private_key")),
                tlsMinimum.equals("1.3"));
    }

    private Settings.Admin admin() {
        String address = adminListen.orElse(DEFAULT_ADMIN);
        return new Settings.Admin(
                stateDir.orElse(path.resolve(StateDirectory.USUAL)),
                address.equals("off") ? Optional.empty() : Optional.of(endpoint("--admin-listen", address)),
                adminListen.isEmpty());
    }

    private Endpoint endpoint(String flag, String address) {
        return Endpoint.parse(address)
                .orElseThrow(() -> wrong(
                        flag + " '" + address + "' is no address: write HOST:PORT, :PORT, [IPV6]:PORT or unix:PATH"));
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
