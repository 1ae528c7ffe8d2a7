package packhouse.server.jobs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.random.RandomGenerator;
import packhouse.protocol.RepoPath;
import packhouse.storage.disk.Disk;
import packhouse.storage.history.Consent;
import packhouse.storage.history.Exchange;
import packhouse.storage.history.History;
import packhouse.storage.history.Outcome;
import packhouse.storage.history.Replacement;
import packhouse.storage.repack.Place;
import packhouse.storage.repack.Presence;
import packhouse.storage.repository.NoRepositoryException;
import packhouse.storage.repository.Repositories;
import packhouse.storage.repository.Repository;
import packhouse.storage.repository.Unlocked;

/** Makes the work of jobs in the repositories of this machine. */
public final class Repacks implements Tasks {

    private final Site site;
    private final Presences presences;
    private final RandomGenerator random;
    private final InstantSource clock;

    /**
     * Where it is done.
     *
     * @param root the directory of the repositories, whose file system it is
     * @param keepFree bytes that stay free there, see {@link packhouse.storage.repository.Reserve}
     * @param changes where changes become real, given where they would without those who work in the directory itself
     * @param workspaces where there is room for the catalog of a repository
     * @param threads that work at once
     */
    public record Site(
            Repositories repositories,
            Disk disk,
            Path root,
            long keepFree,
            Changes changes,
            Workspaces workspaces,
            int threads) {}

    /** Decides where changes become real. */
    @FunctionalInterface
    public interface Changes {

        /** Where they would anyway. */
        Changes PLAIN = (exchange, path, repository) -> exchange;

        Exchange of(Exchange exchange, RepoPath path, Unlocked repository) throws IOException;
    }

    /** Where there is room for what is learned about a repository. */
    @FunctionalInterface
    public interface Workspaces {
        /** A directory of this repository alone, in which {@code repack} is free; neither it nor its parent need exist. */
        Path of(RepoPath repository);
    }

    /** Tells who else works in a repository. */
    @FunctionalInterface
    public interface Presences {
        Presence of(RepoPath path, Unlocked repository) throws IOException;
    }

    /** {@code random}: a source that nobody can foretell. */
    public Repacks(Site site, Presences presences, RandomGenerator random, InstantSource clock) {
        this.site = site;
        this.presences = presences;
        this.random = random;
        this.clock = clock;
    }

    @Override
    public Task task(Order order, Unlocked repository) throws IOException {
        RepoPath path = order.repository();
        Repository known = site.repositories().find(path).orElseThrow(NoRepositoryException::new);
        Optional<History> history = known.history();
        Exchange exchange =
                history.isPresent() ? site.changes().of(history.get(), path, repository) : new OnlyLooked(path);
        Path workspace = site.workspaces().of(path);
        Path parent = workspace.toAbsolutePath().getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        Place place = new Place(site.disk(), workspace, exchange.modes(), random, site.threads());
        RepackTask.Parts parts = new RepackTask.Parts(
                repository,
                exchange,
                presences.of(path, repository),
                place,
                clock,
                new Room(site.keepFree()),
                () -> site.disk().space(site.root()));
        if (order instanceof Order.Repack repack) {
            return new RepackTask(path, Wishes.options(repack.wish()), parts);
        }
        throw new IllegalStateException("all kinds of orders are known: " + order);
    }

    /** Of a repository that is only looked at. */
    private record OnlyLooked(RepoPath path) implements Exchange {
        @Override
        public Path staging() throws IOException {
            throw new IOException(path + ": who only looks changes nothing");
        }

        @Override
        public Outcome replace(Replacement change, Consent consent) {
            return new Outcome.Refused("who only looks changes nothing");
        }
    }
}
