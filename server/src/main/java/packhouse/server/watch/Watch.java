package packhouse.server.watch;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;
import packhouse.protocol.FileId;
import packhouse.protocol.FileName;
import packhouse.protocol.RepoPath;
import packhouse.server.http.Attendant;
import packhouse.server.keys.Lease;
import packhouse.server.keys.Leases;
import packhouse.storage.custody.Custody;
import packhouse.storage.disk.Disk;
import packhouse.storage.history.Consent;
import packhouse.storage.repository.Repositories;
import packhouse.storage.repository.Repository;
import packhouse.storage.repository.StateFolders;
import packhouse.storage.repository.Unlocked;
import packhouse.storage.session.Session;
import packhouse.storage.session.Sessions;
import packhouse.storage.store.Store;

/** Watches all repositories of a server. */
public final class Watch implements Attendant {

    private final Repositories repositories;
    private final Disk disk;
    private final Path state;
    private final Leases keys;
    private final boolean retires;
    private final InstantSource clock;
    private final LongSupplier nanos;
    private final BiConsumer<RepoPath, String> talk;
    private final Callers callers = new Callers();
    private final Semaphore room = new Semaphore(Custody.MAX_PACKS);
    private final Map<RepoPath, Watched> watched = new ConcurrentHashMap<>();

    /**
     * A watch over {@code repositories}.
     *
     * @param state the state directory, which exists
     * @param retires whether locks that nobody refreshes are taken away
     * @param nanos time that passes, whatever the clock says
     * @param talk is told what the owner should know, and of which repository
     */
    public Watch(
            Repositories repositories,
            Disk disk,
            Path state,
            Leases keys,
            boolean retires,
            InstantSource clock,
            LongSupplier nanos,
            BiConsumer<RepoPath, String> talk) {
        this.repositories = repositories;
        this.disk = disk;
        this.state = state;
        this.keys = keys;
        this.retires = retires;
        this.clock = clock;
        this.nanos = nanos;
        this.talk = talk;
    }

    @Override
    public void met(Caller caller) {
        callers.met(caller, nanos.getAsLong());
    }

    @Override
    public void stored(Repository repository, FileName name, Caller by) throws IOException {
        Optional<Watched> one = of(repository);
        if (one.isEmpty() || name.digest().isEmpty()) {
            return;
        }
        FileId id = name.digest().get();
        switch (name.type()) {
            case LOCKS -> one.get().lockCame(id, by);
            case INDEX -> one.get().indexCame(id);
            default -> {}
        }
    }

    @Override
    public OptionalLong delete(Repository repository, FileName name) throws IOException {
        Optional<Watched> one = of(repository);
        if (one.isEmpty() || name.digest().isEmpty()) {
            return repository.delete(name);
        }
        FileId id = name.digest().get();
        switch (name.type()) {
            case DATA -> {
                return one.get().deletePack(repository, name, id);
            }
            case INDEX -> {
                OptionalLong size = repository.delete(name);
                one.get().indexWent(id);
                return size;
            }
            case LOCKS -> {
                OptionalLong size = repository.delete(name);
                one.get().lockWent(id);
                return size;
            }
            default -> {
                return repository.delete(name);
            }
        }
    }

    /** Why nothing may be changed in a repository now by the server's own doing; empty if there is none. */
    public Optional<Consent> consent(RepoPath path) throws IOException {
        return of(path).map(Watched::consent);
    }

    /** The sessions of a repository; empty if there is none. */
    public Optional<Sessions> sessions(RepoPath path) throws IOException {
        return of(path).map(Watched::sessions);
    }

    /** Who is at work in a repository now, the oldest first. */
    public List<Session> present(RepoPath path) throws IOException {
        Optional<Watched> one = of(path);
        return one.isPresent() ? one.get().present() : List.of();
    }

    /** Who sees to it that in a repository everything can be had that a live index names; empty if there is none. */
    public Optional<Custody> custodian(RepoPath path) throws IOException {
        return of(path).map(Watched::custodian);
    }

    /** Shows again what live index files of a repository name; to be done before anything is repacked or destroyed. */
    public void custody(RepoPath path) throws IOException {
        Optional<Watched> one = of(path);
        if (one.isPresent()) {
            one.get().custody();
        }
    }

    /** The same with a repository that is open. */
    public void custody(RepoPath path, Unlocked opened) throws IOException {
        Optional<Watched> one = of(path);
        if (one.isPresent()) {
            one.get().custody(opened);
        }
    }

    /** Goes through all repositories; to be called every minute or so by one thread. */
    public void round() {
        for (Repository repository : repositories.known()) {
            try {
                round(repository);
            } catch (IOException e) {
                talk.accept(repository.path(), String.valueOf(e.getMessage()));
            }
        }
    }

    private void round(Repository repository) throws IOException {
        Optional<Watched> one = repository.exists() ? of(repository) : Optional.empty();
        if (one.isPresent()) {
            one.get().round();
            if (retires) {
                long now = nanos.getAsLong();
                one.get().retire(caller -> callers.isHeardOf(caller, Sessions.DEAD, now));
            }
        }
    }

    private Optional<Watched> of(RepoPath path) throws IOException {
        Optional<Repository> repository = repositories.find(path);
        return repository.isPresent() ? of(repository.get()) : Optional.empty();
    }

    private Optional<Watched> of(Repository repository) throws IOException {
        Watched known = watched.get(repository.path());
        if (known != null) {
            return Optional.of(known);
        }
        Optional<Store> store = repositories.store(repository.path());
        if (store.isEmpty() || repository.history().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(watched.computeIfAbsent(repository.path(), path -> watched(repository, store.get())));
    }

    private Watched watched(Repository repository, Store store) {
        RepoPath path = repository.path();
        Path folder = new StateFolders(state).of(path);
        Sessions sessions = new Sessions(store, disk, state, folder, clock, nanos, line -> talk.accept(path, line));
        Custody custody = new Custody(
                store,
                repository.history().orElseThrow(),
                repository.caretaker().orElseThrow(),
                room,
                line -> talk.accept(path, line));
        return new Watched(
                repository.history().orElseThrow(), sessions, custody, keys(path), line -> talk.accept(path, line));
    }

    private Watched.Keys keys(RepoPath path) {
        return new Watched.Keys() {
            @Override
            public Optional<Lease> held() throws IOException {
                return keys.state(path).isPresent() ? keys.take(path) : Optional.empty();
            }

            @Override
            public Optional<Lease> any() throws IOException {
                return keys.take(path);
            }
        };
    }
}
