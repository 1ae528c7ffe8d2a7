package packhouse.it.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static packhouse.it.support.Patience.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import packhouse.it.support.RawHttp;
import packhouse.it.support.ServerProcess;

/** Section 13: a socket that the service manager opened and passes on. Perl, part of every Debian, plays the manager. */
class SocketActivationIT {

    private static final Path PERL = Path.of("/usr/bin/perl");

    /** Listens, puts the socket where ARGV says, and becomes the server. */
    private static final String MANAGER = """
            use Socket; use POSIX (); $^F = 64;
            socket(my $s, PF_INET, SOCK_STREAM, 0) or die;
            bind($s, sockaddr_in(0, INADDR_LOOPBACK)) or die; listen($s, 64) or die;
            my ($port) = sockaddr_in(getsockname($s));
            my ($where, $count, @command) = @ARGV;
            print STDERR "passes on port $port\\n";
            POSIX::dup2(fileno($s), $where);
            if ($count) { $ENV{LISTEN_FDS} = $count; $ENV{LISTEN_PID} = $$; }
            exec @command;
            """;

    private static ServerProcess activate(Path directory, int descriptor, int count) throws IOException {
        assumeThat(Files.isExecutable(PERL))
                .as("no perl here to play the service manager")
                .isTrue();
        List<String> command = new ArrayList<>(
                List.of(PERL.toString(), "-e", MANAGER, Integer.toString(descriptor), Integer.toString(count)));
        command.addAll(ServerProcess.commandLine(
                "serve",
                "--path",
                directory.toString(),
                "--no-auth",
                "--listen",
                "127.0.0.1:1",
                "--admin-listen",
                "off"));
        return ServerProcess.of(new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start());
    }

    private static int passedOn(ServerProcess server) {
        String mark = "passes on port ";
        return server.log().stream()
                .filter(line -> line.startsWith(mark))
                .map(line -> Integer.parseInt(line.substring(mark.length())))
                .findFirst()
                .orElse(0);
    }

    private static void answersOnThePortPassedOn(ServerProcess server) throws IOException {
        await().until(() -> passedOn(server) > 0);
        RawHttp.Answer answer = RawHttp.ask(passedOn(server), "GET /config HTTP/1.1\r\nHost: x\r\n\r\n");
        assertThat(answer.status()).isEqualTo(404);
        // The socket took the request before the server knew of it, so the answer says nothing about what was logged.
        await().until(() -> server.log().stream().anyMatch(line -> line.contains("127.0.0.1:" + passedOn(server))));
        server.terminate();
        assertThat(server.exitCode()).isZero();
    }

    @Test
    void aSocketPassedOnAsDescriptor3TakesPrecedence(@TempDir Path directory) throws IOException {
        answersOnThePortPassedOn(activate(directory, 3, 1));
    }

    @Test
    void aSocketPassedOnAsStandardInputIsTakenToo(@TempDir Path directory) throws IOException {
        answersOnThePortPassedOn(activate(directory, 0, 0));
    }

    @Test
    void severalSocketsAreTooMany(@TempDir Path directory) throws IOException {
        ServerProcess server = activate(directory, 3, 2);

        assertThat(server.exitCode()).isNotZero();
        assertThat(server.log()).anyMatch(line -> line.contains("LISTEN_FDS=2"));
    }
}
