package packhouse.storage.history;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import packhouse.protocol.FileName;

/**
 * What a commit of the server's own is about to show and to hide. One of many files is several entries of the same number, which belong
 * together.
 *
 * @param fence the number of the {@link Lease} of who writes it
 * @param shown where from: the trash of a commit, or, with 0, the staging folder
 */
record Intent(long number, Instant time, Cause cause, long fence, List<Commit.Shown> shown, List<Commit.Hidden> hidden)
        implements Entry {

    Intent {
        shown = List.copyOf(shown);
        hidden = List.copyOf(hidden);
    }

    /** This in entries that are not too long. */
    List<Intent> parts() {
        List<Intent> parts = new ArrayList<>();
        for (int at = 0; at < shown.size(); at += MAX_FILES) {
            parts.add(with(shown.subList(at, Math.min(shown.size(), at + MAX_FILES)), List.of()));
        }
        for (int at = 0; at < hidden.size(); at += MAX_FILES) {
            parts.add(with(List.of(), hidden.subList(at, Math.min(hidden.size(), at + MAX_FILES))));
        }
        return parts;
    }

    /** What puts the whole of it in force. */
    Switch point(Instant now) {
        return new Switch(number, now, fence, shown.size(), hidden.size());
    }

    /** This and another part of it. */
    Intent plus(Intent part) {
        List<Commit.Shown> allShown = new ArrayList<>(shown);
        allShown.addAll(part.shown);
        List<Commit.Hidden> allHidden = new ArrayList<>(hidden);
        allHidden.addAll(part.hidden);
        return with(allShown, allHidden);
    }

    private Intent with(List<Commit.Shown> someShown, List<Commit.Hidden> someHidden) {
        return new Intent(number, time, cause, fence, someShown, someHidden);
    }

    /** The names of what it shows. */
    List<FileName> comes() {
        return shown.stream().map(Commit.Shown::name).toList();
    }

    /** The names of what it hides. */
    List<FileName> leaves() {
        return hidden.stream().map(Commit.Hidden::name).toList();
    }
}
