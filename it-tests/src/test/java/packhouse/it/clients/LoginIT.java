package packhouse.it.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import packhouse.it.support.Program;
import packhouse.it.support.RandomFiles;
import packhouse.it.support.Restic;
import packhouse.it.support.ServerProcess;
import packhouse.it.support.WorkFolder;

/** A client with a login reaches its own repositories and no others. */
@Execution(ExecutionMode.CONCURRENT)
final class LoginIT {

    private static final int FILE_BYTES = 100_000;

    @TempDir(factory = WorkFolder.class)
    Path folder;

    private final RandomFiles random = new RandomFiles(3);

    @ParameterizedTest
    @EnumSource(names = {"OLD_RESTIC", "NEW_RESTIC"})
    void aUserWithTheRightPasswordBacksUp(Program generation) throws Exception {
        try (ServerProcess server = server()) {
            Restic alice = client(server, generation, "alice", "wonder:land/1", "any");
            alice.ok("init");
            Backups.save(alice, List.of(random.write(folder.resolve("file"), FILE_BYTES)));
            Backups.check(alice);
            assertRefused(client(server, generation, "alice", "wrong", "any"));
            assertRefused(client(server, generation, "mallory", "wonder:land/1", "any"));
            assertRefused(Restic.of(generation, folder.resolve("home"), url(server, "", "any")));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"OLD_RESTIC", "NEW_RESTIC"})
    void aPrivateRepositoryIsItsOwners(Program generation) throws Exception {
        try (ServerProcess server = server("--private-repos")) {
            Restic alice = client(server, generation, "alice", "wonder:land/1", "alice/laptop");
            alice.ok("init");
            Backups.save(alice, List.of(random.write(folder.resolve("file"), FILE_BYTES)));
            Backups.check(alice);
            Restic bob = client(server, generation, "bob", "builder", "alice/laptop");
            assertRefused(bob);
            assertThat(bob.run("init").isGood()).isFalse();
            assertThat(client(server, generation, "bob", "builder", "carol")
                            .run("init")
                            .isGood())
                    .isFalse();
            assertThat(folder.resolve("data/carol")).doesNotExist();
        }
    }

    private static void assertRefused(Restic restic) throws IOException {
        assertThat(restic.run("snapshots").isGood()).isFalse();
    }

    private ServerProcess server(String... flags) throws IOException, GeneralSecurityException {
        Path data = Files.createDirectories(folder.resolve("data"));
        Files.writeString(data.resolve(".htpasswd"), line("alice", "wonder:land/1") + line("bob", "builder"));
        return ServerProcess.start(data, flags);
    }

    private static String line(String user, String password) throws GeneralSecurityException {
        byte[] hash = MessageDigest.getInstance("SHA-1").digest(password.getBytes(StandardCharsets.UTF_8));
        return user + ":{SHA}" + Base64.getEncoder().encodeToString(hash) + "\n";
    }

    /** The old client knows a login in the address only. */
    private Restic client(ServerProcess server, Program generation, String user, String password, String repository) {
        Path home = folder.resolve("home-" + user);
        if (generation == Program.OLD_RESTIC) {
            String login = user + ":" + password.replace(":", "%3A").replace("/", "%2F") + "@";
            return Restic.of(generation, home, url(server, login, repository));
        }
        return Restic.of(generation, home, url(server, "", repository))
                .with("RESTIC_REST_USERNAME", user)
                .with("RESTIC_REST_PASSWORD", password);
    }

    private static String url(ServerProcess server, String login, String repository) {
        return "rest:http://" + login + "127.0.0.1:" + server.port() + "/" + repository + "/";
    }
}
