package packhouse.server.keys;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import packhouse.protocol.RepoPath;

/** Keeps what is reported about keys. */
public final class RecordingKeys implements KeyReport {

    /** In the order in which it was reported. */
    public final List<String> lines = new CopyOnWriteArrayList<>();

    @Override
    public void unlocked(RepoPath repository, String by, Optional<Instant> until) {
        lines.add("unlocked " + repository + " by " + by
                + until.map(end -> " until " + end).orElse(""));
    }

    @Override
    public void sealed(RepoPath repository, String why) {
        lines.add("sealed " + repository + ": " + why);
    }

    @Override
    public void refused(RepoPath repository, String why) {
        lines.add("refused " + repository + ": " + why);
    }
}
