package packhouse.storage.repack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import packhouse.protocol.FileId;
import packhouse.protocol.FileName;
import packhouse.protocol.FileType;
import packhouse.storage.history.Consent;
import packhouse.storage.history.Exchange;
import packhouse.storage.history.Outcome;
import packhouse.storage.history.Replacement;

/** Renames files in and out of a repository, as if nobody else were there. */
final class RenamingExchange implements Exchange {

    final List<Replacement> changes = new ArrayList<>();

    /** Done before the consent is asked. */
    Event before = () -> {};

    /** So many changes are refused. */
    int refusals;

    private final Path repository;
    private final Path side;

    /** Something that happens at the last moment. */
    interface Event {
        void happen() throws IOException;
    }

    RenamingExchange(Path repository, Path side) throws IOException {
        this.repository = repository;
        this.side = side;
        Files.createDirectories(staging());
        Files.createDirectories(side.resolve("trash"));
    }

    @Override
    public Path staging() {
        return side.resolve("staging");
    }

    @Override
    public Outcome replace(Replacement change, Consent consent) throws IOException {
        before.happen();
        if (refusals > 0) {
            refusals--;
            return new Outcome.Refused("refused by the test");
        }
        Optional<String> objection = consent.objection();
        if (objection.isPresent()) {
            return new Outcome.Refused(objection.get());
        }
        for (Replacement.Old old : change.hidden()) {
            if (!Files.exists(path(old.name())) || Files.size(path(old.name())) != old.size()) {
                return new Outcome.Refused(old.name() + " is not there");
            }
        }
        for (Replacement.Staged staged : change.shown()) {
            if (Files.size(staged.file()) != staged.size()) {
                throw new IllegalStateException(staged + " has another size");
            }
            Files.move(staged.file(), path(staged.name()));
        }
        for (Replacement.Old old : change.hidden()) {
            FileId id = old.name().digest().orElseThrow();
            Files.move(path(old.name()), side.resolve("trash").resolve(id.toString()));
        }
        changes.add(change);
        return new Outcome.Done(changes.size());
    }

    private Path path(FileName name) {
        String id = name.digest().orElseThrow().toString();
        Path folder = repository.resolve(name.type().folder());
        return (name.type() == FileType.DATA ? folder.resolve(id.substring(0, 2)) : folder).resolve(id);
    }
}
