package packhouse.storage.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import packhouse.protocol.FileId;
import packhouse.storage.disk.SimulatedDisk.Survival;

/**
 * Clients work, sleep, lose their locks to {@code unlock --remove-all} and come back; the server is cut off, sealed and unlocked, and its
 * clock is put back. Whatever it says: nobody who is at work has ended, and nobody began later than he did.
 */
final class SessionsCrashTest {

    private static final int STEPS = 600;
    private static final List<String> HOSTS = List.of("nas", "laptop", "container", "prune");

    /** A client at work, as it knows itself. A commit that comes after its beginning has a higher number than {@code commits}. */
    private static final class Client {
        final String host;
        final int commits;
        Optional<FileId> lock;
        Duration silent = Duration.ZERO;

        Client(String host, int commits, FileId lock) {
            this.host = host;
            this.commits = commits;
            this.lock = Optional.of(lock);
        }
    }

    private final List<Client> clients = new ArrayList<>();
    /** When something was changed, by a clock that never goes back, as the log of commits has it. */
    private final List<Instant> commits = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void neverTakesWorkForEnded(long seed) throws IOException {
        Random random = new Random(seed);
        Office office = new Office();
        office.look();
        for (int step = 0; step < STEPS; step++) {
            act(office, random, seed);
            check(office, "seed " + seed + ", step " + step);
        }
    }

    private void act(Office office, Random random, long seed) throws IOException {
        pass(office, Duration.ofSeconds(random.nextInt(180)));
        switch (random.nextInt(16)) {
            case 0, 1 -> begin(office, random);
            case 2, 3, 4, 5 -> refresh(office, random);
            case 6 -> end(office, random);
            case 7 -> removeAll(office, random);
            case 8 -> office.seal();
            case 9 -> office.unlock();
            case 10 -> office.look();
            case 11 -> restart(office, random, seed);
            case 12 -> office.clock.advance(Duration.ofMinutes(-random.nextInt(90)));
            default -> commit(office);
        }
    }

    private void pass(Office office, Duration span) {
        office.pass(span);
        clients.forEach(client -> client.silent = client.silent.plus(span));
        // Without a lock for so long a client has given up, or is none that anybody could know of.
        clients.removeIf(client -> client.lock.isEmpty() && client.silent.compareTo(Lineages.GRACE) >= 0);
    }

    private void begin(Office office, Random random) throws IOException {
        String host = HOSTS.get(random.nextInt(HOSTS.size()));
        clients.add(new Client(host, commits.size(), office.post(host, host.equals("prune"))));
    }

    private void refresh(Office office, Random random) throws IOException {
        if (clients.isEmpty()) {
            return;
        }
        Client client = clients.get(random.nextInt(clients.size()));
        Optional<FileId> old = client.lock;
        client.lock = Optional.of(office.post(client.host, client.host.equals("prune")));
        client.silent = Duration.ZERO;
        if (old.isPresent()) {
            office.delete(old.get());
        }
    }

    private void end(Office office, Random random) throws IOException {
        if (!clients.isEmpty()) {
            Client client = clients.remove(random.nextInt(clients.size()));
            if (client.lock.isPresent()) {
                office.delete(client.lock.get());
            }
        }
    }

    private void removeAll(Office office, Random random) throws IOException {
        boolean throughUs = random.nextBoolean();
        for (Client client : clients) {
            if (client.lock.isPresent() && throughUs) {
                office.delete(client.lock.get());
            } else if (client.lock.isPresent()) {
                office.remove(client.lock.get());
            }
            client.silent = client.lock.isPresent() ? Duration.ZERO : client.silent;
            client.lock = Optional.empty();
        }
        office.look();
    }

    private void restart(Office office, Random random, long seed) throws IOException {
        Survival survival = List.of(Survival.values()).get(random.nextInt(3));
        office.restart(survival, seed + random.nextInt(1000));
        if (random.nextInt(8) == 0) {
            office.disk.delete(Office.JOURNAL);
        }
        office.look();
    }

    private void commit(Office office) {
        Instant now = office.now();
        commits.add(
                commits.isEmpty() || now.isAfter(commits.get(commits.size() - 1))
                        ? now
                        : commits.get(commits.size() - 1));
    }

    private void check(Office office, String when) throws IOException {
        for (Client client : clients) {
            if (client.commits < commits.size()) {
                assertThat(office.sessions.haveEnded(commits.get(client.commits)))
                        .as("%s: %s is at work since before commit %s", when, client.host, client.commits)
                        .isFalse();
            }
        }
        boolean exclusive = clients.stream()
                .anyMatch(client -> client.host.equals("prune")
                        && client.lock.isPresent()
                        && client.silent.compareTo(Sessions.EXCLUSIVE) < 0);
        assertThat(exclusive && office.sessions.exclusive().isEmpty())
                .as("%s: somebody holds an exclusive lock", when)
                .isFalse();
    }
}
