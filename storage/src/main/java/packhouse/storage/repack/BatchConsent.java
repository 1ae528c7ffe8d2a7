package packhouse.storage.repack;

import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import packhouse.protocol.FileId;
import packhouse.storage.history.Consent;

/** Looks at the last moment whether the repository is still what a batch was made for. Used for one batch. */
final class BatchConsent implements Consent {

    private final Presence presence;
    private final IndexBook book;
    private final Collection<SourcePack> sources;
    private Verdict verdict = Verdict.FINE;

    /** What it came to. */
    enum Verdict {
        /** Nothing is against it. */
        FINE,
        /** It may not happen now, but later. */
        LATER,
        /** A client has come back to one of the packs. */
        NAMED,
        /** A client has removed a part of the index, so that nothing of the plan holds any more. */
        INDEX_GONE
    }

    BatchConsent(Presence presence, IndexBook book, Collection<SourcePack> sources) {
        this.presence = presence;
        this.book = book;
        this.sources = sources;
    }

    @Override
    public Optional<String> objection() throws IOException {
        Optional<String> later = presence.objection();
        if (later.isPresent()) {
            verdict = Verdict.LATER;
            return later;
        }
        List<FileId> gone = book.refresh();
        if (!gone.isEmpty()) {
            verdict = Verdict.INDEX_GONE;
            return Optional.of("a client has removed index " + gone.get(0) + " since the plan was made");
        }
        for (SourcePack source : sources) {
            if (book.isNamed(source)) {
                verdict = Verdict.NAMED;
                return Optional.of("a client has listed pack " + source.id() + " again since the plan was made");
            }
        }
        verdict = Verdict.FINE;
        return Optional.empty();
    }

    /** What it came to when it was asked last. */
    Verdict verdict() {
        return verdict;
    }
}
