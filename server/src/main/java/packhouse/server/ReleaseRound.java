package packhouse.server;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import packhouse.protocol.RepoPath;
import packhouse.server.keys.Lease;
import packhouse.server.keys.Leases;
import packhouse.server.log.ServerLog;
import packhouse.server.watch.Watch;
import packhouse.storage.disk.Disk;
import packhouse.storage.disk.Modes;
import packhouse.storage.history.Amount;
import packhouse.storage.history.Caretaker;
import packhouse.storage.history.Consent;
import packhouse.storage.repack.Place;
import packhouse.storage.repack.Release;
import packhouse.storage.session.Sessions;

/** Frees what repacks replaced, in one repository after the other, if its key is at hand and no client keeps the others out. */
final class ReleaseRound {

    private final Disk disk;
    private final Function<RepoPath, Path> workspaces;
    private final Leases keys;
    private final Watch watch;
    private final DirectAccess access;
    private final InstantSource clock;
    private final ServerLog log;
    private final SecureRandom random = new SecureRandom();
    private final Map<RepoPath, Release> releases = new HashMap<>();

    /** {@code workspaces}: where there is room for the catalog of a repository. */
    ReleaseRound(
            Disk disk,
            Function<RepoPath, Path> workspaces,
            Leases keys,
            Watch watch,
            DirectAccess access,
            InstantSource clock,
            ServerLog log) {
        this.disk = disk;
        this.workspaces = workspaces;
        this.keys = keys;
        this.watch = watch;
        this.access = access;
        this.clock = clock;
        this.log = log;
    }

    void run(RepoPath path, Caretaker caretaker) throws IOException {
        Optional<Sessions> sessions = watch.sessions(path);
        if (sessions.isEmpty() || caretaker.superseded().isEmpty() || isHindered(path)) {
            return;
        }
        Optional<Lease> lease = keys.take(path);
        if (lease.isEmpty()) {
            return;
        }
        try (Lease held = lease.get()) {
            Amount freed = release(path, caretaker, sessions.get())
                    .run(held.repository(), line -> log.warn("trash", "repository " + path + ": " + line));
            if (freed.files() > 0) {
                log.info(
                        "trash",
                        "repository " + path + ": " + freed.files() + " files are gone, " + freed.bytes()
                                + " bytes; all that was in them was read elsewhere");
            }
        }
    }

    /** Asking looks who is at work, too. */
    private boolean isHindered(RepoPath path) throws IOException {
        Optional<Consent> consent = watch.consent(path);
        return consent.isPresent() && consent.get().objection().isPresent();
    }

    private Release release(RepoPath path, Caretaker caretaker, Sessions sessions) {
        Place place = new Place(disk, workspaces.apply(path), Modes.PRIVATE, random, 1);
        return releases.computeIfAbsent(path, key -> new Release(caretaker, ended(sessions), place, clock));
    }

    /** Where people write to the directory itself, nothing goes before they have been away for as long as a session may be without its lock. */
    private Release.Ended ended(Sessions sessions) {
        return access.writes() ? time -> sessions.haveEnded(time) && sessions.isWithoutForeign() : sessions::haveEnded;
    }
}
