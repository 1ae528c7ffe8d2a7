package packhouse.server;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import packhouse.protocol.RepoPath;
import packhouse.server.jobs.Repacks;
import packhouse.server.jobs.SessionPresence;
import packhouse.storage.disk.Disk;
import packhouse.storage.repack.Presence;
import packhouse.storage.repository.StateFolders;
import packhouse.storage.repository.Unlocked;
import packhouse.storage.session.Sessions;

/**
 * Knows the sessions of repositories that jobs are done in while no server runs; a server has its watch. Whoever is at work then is so in
 * the directory itself.
 */
final class Attendance implements Repacks.Presences {

    private final Disk disk;
    private final Path state;
    private final InstantSource clock;
    private final Consumer<String> talk;
    private final Map<RepoPath, Sessions> sessions = new HashMap<>();

    /** {@code state}: the state directory. */
    Attendance(Disk disk, Path state, InstantSource clock, Consumer<String> talk) {
        this.disk = disk;
        this.state = state;
        this.clock = clock;
        this.talk = talk;
    }

    @Override
    public synchronized Presence of(RepoPath path, Unlocked repository) {
        Sessions known = sessions.computeIfAbsent(path, one -> sessions(one, repository));
        return new SessionPresence(known, Optional.empty(), repository, true, clock);
    }

    private Sessions sessions(RepoPath path, Unlocked repository) {
        Path folder = new StateFolders(state).of(path);
        Consumer<String> said = line -> talk.accept("repository " + path + ": " + line);
        return new Sessions(repository.store(), disk, state, folder, clock, System::nanoTime, said);
    }
}
