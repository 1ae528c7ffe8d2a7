package packhouse.storage.repack;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import packhouse.protocol.FileId;
import packhouse.protocol.FileName;
import packhouse.protocol.FileType;
import packhouse.storage.history.Cause;
import packhouse.storage.history.Consent;
import packhouse.storage.history.Exchange;
import packhouse.storage.history.Outcome;
import packhouse.storage.history.Replacement;
import packhouse.storage.repository.Unlocked;

/** New packs in place of others, together with the index files that this changes. Used for one batch. */
final class Change {

    private final Unlocked repository;
    private final Exchange exchange;
    private final Presence presence;
    private final Staging staging;
    private final RandomGenerator random;
    private final IndexBook book;
    private final List<SourcePack> sources;
    private final List<Made> made;
    private final Set<FileId> old = new LinkedHashSet<>();
    private Optional<List<NewIndex>> indexes = Optional.empty();

    Change(
            Unlocked repository,
            Exchange exchange,
            Presence presence,
            Staging staging,
            RandomGenerator random,
            IndexBook book,
            List<SourcePack> sources,
            List<Made> made) {
        this.repository = repository;
        this.exchange = exchange;
        this.presence = presence;
        this.staging = staging;
        this.random = random;
        this.book = book;
        this.sources = sources;
        this.made = made;
        old.addAll(book.of(sources.stream()
                .filter(source -> !source.isRider())
                .map(SourcePack::number)
                .toList()));
    }

    /** An index file that lists a pack which the catalog does not know. */
    void alsoReplace(FileId index) {
        old.add(index);
    }

    /** Makes it real, if nobody objects. May be called again if somebody did. */
    Outcome apply(Consent consent) throws IOException {
        // Asked here too, so that what takes time is not done while clients wait.
        Optional<String> objection = consent.objection();
        if (objection.isPresent()) {
            return new Outcome.Refused(objection.get());
        }
        if (indexes.isEmpty()) {
            Set<FileId> victims = sources.stream().map(SourcePack::id).collect(Collectors.toSet());
            indexes = Optional.of(new IndexRewrite(repository, staging, random).write(old, victims, made));
            staging.force();
        }
        List<Replacement.Staged> shown = new ArrayList<>();
        made.forEach(pack -> shown.add(pack.staged()));
        indexes.get().forEach(index -> shown.add(index.staged()));
        List<Replacement.Old> hidden = new ArrayList<>();
        for (FileId index : old) {
            FileName name = FileName.of(FileType.INDEX, index);
            OptionalLong size = repository.store().size(name);
            if (size.isEmpty()) {
                return new Outcome.Refused(name + " is gone");
            }
            hidden.add(new Replacement.Old(name, size.getAsLong()));
        }
        for (SourcePack source : sources) {
            FileName name = FileName.of(FileType.DATA, source.id());
            hidden.add(new Replacement.Old(name, source.file().size()));
        }
        indexes.get().forEach(index -> presence.expect(index.id(), index.packs()));
        Outcome outcome = exchange.replace(new Replacement(Cause.REPACKED, shown, hidden), consent);
        boolean done = outcome instanceof Outcome.Done;
        // Not if it failed: then nobody knows, and what is named without need only stays longer.
        indexes.get().forEach(index -> presence.decided(index.id(), done));
        if (done) {
            book.replaced(old, indexes.get());
        }
        return outcome;
    }

    int replacedIndexes() {
        return old.size();
    }

    /** The new index file that lists a pack; empty if none of them does. */
    Optional<FileId> homeOf(FileId pack) {
        return indexes.orElse(List.of()).stream()
                .filter(index -> index.packs().contains(pack))
                .findFirst()
                .map(NewIndex::id);
    }
}
