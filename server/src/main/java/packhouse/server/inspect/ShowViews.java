package packhouse.server.inspect;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import packhouse.protocol.RepoPath;
import packhouse.protocol.admin.DedupView;
import packhouse.protocol.admin.ShowView;
import packhouse.protocol.admin.Views.Unlock;
import packhouse.storage.upkeep.Amount;
import packhouse.storage.upkeep.RepositoryFacts;

/** Facts in the words of the API. */
final class ShowViews {

    private ShowViews() {}

    static ShowView of(RepoPath path, RepositoryFacts facts, Optional<Unlock> unlocked) {
        List<RepositoryFacts.Damaged> damaged = new ArrayList<>(facts.damagedKeys());
        facts.contents().ifPresent(contents -> damaged.addAll(contents.damaged()));
        return new ShowView(
                path.toString(),
                facts.bytes(),
                amount(facts.packs()),
                amount(facts.indexes()),
                amount(facts.snapshots()),
                amount(facts.locks()),
                facts.lastBackup(),
                facts.keys().stream().map(ShowViews::key).toList(),
                damaged.stream()
                        .map(file -> new ShowView.Damaged(file.id().toString(), file.why()))
                        .toList(),
                facts.contents().map(ShowViews::contents),
                unlocked,
                List.of());
    }

    static DedupView.Amount amount(Amount amount) {
        return new DedupView.Amount(amount.count(), amount.bytes());
    }

    private static ShowView.Key key(RepositoryFacts.Key key) {
        return new ShowView.Key(key.id().toString(), key.host(), key.user(), key.created());
    }

    private static ShowView.Contents contents(RepositoryFacts.Contents contents) {
        return new ShowView.Contents(
                contents.version(),
                contents.id(),
                contents.groups().stream().map(ShowViews::group).toList(),
                contents.locks().stream().map(ShowViews::lock).toList());
    }

    private static ShowView.Group group(RepositoryFacts.Group group) {
        return new ShowView.Group(group.host(), group.paths(), group.snapshots(), group.newest());
    }

    private static ShowView.Lock lock(RepositoryFacts.Lock lock) {
        return new ShowView.Lock(
                lock.id().toString(),
                lock.exclusive(),
                lock.host(),
                lock.user(),
                lock.pid(),
                lock.time(),
                lock.stale());
    }
}
