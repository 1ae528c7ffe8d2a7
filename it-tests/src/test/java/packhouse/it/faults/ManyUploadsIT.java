package packhouse.it.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import packhouse.it.support.Patience;
import packhouse.it.support.ServerProcess;
import packhouse.it.support.Upload;

/** More uploads at once than the server may hold bytes of, or has threads for: all of them end well. */
final class ManyUploadsIT {

    private static final int AT_ONCE = 128;
    private static final int ROUNDS = 4;
    private static final int BYTES = 1 << 20;

    /** Far longer than it takes; an upload that is never looked at again would wait for the server's five minutes. */
    private static final Duration PATIENCE = Patience.STEP;

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @Test
    void noneIsForgottenWhileOthersFillTheIntake(@TempDir Path folder) throws Exception {
        try (ServerProcess server = ServerProcess.start(folder, "--no-auth")) {
            for (int round = 0; round < ROUNDS; round++) {
                List<CompletableFuture<Integer>> answers = new ArrayList<>();
                for (int i = 0; i < AT_ONCE; i++) {
                    answers.add(post(server, Upload.random(round * AT_ONCE + i, BYTES)));
                }
                assertThat(answers)
                        .allSatisfy(answer -> assertThat(answer.join()).isEqualTo(200));
            }
        }
    }

    private CompletableFuture<Integer> post(ServerProcess server, Upload file) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(server.url() + "/many/data/" + file.id()))
                .timeout(PATIENCE)
                .POST(BodyPublishers.ofByteArray(file.bytes()))
                .build();
        return client.sendAsync(request, BodyHandlers.discarding()).thenApply(answer -> answer.statusCode());
    }
}
