package packhouse.storage.repack;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import packhouse.storage.history.Outcome;

/** A batch that is to become real: the change, and what came of it. Tried by one thread at a time. */
final class Landing {

    private final Rewritten batch;
    private final Change change;
    private final BatchConsent consent;
    private final InstantSource clock;
    private Optional<Outcome> outcome = Optional.empty();
    private Duration took = Duration.ZERO;

    Landing(Rewritten batch, Change change, BatchConsent consent, InstantSource clock) {
        this.clock = clock;
        this.batch = batch;
        this.change = change;
        this.consent = consent;
    }

    Rewritten batch() {
        return batch;
    }

    Change change() {
        return change;
    }

    /** Tries it, without waiting if it may not happen now. */
    void attempt() throws IOException {
        Instant begin = clock.instant();
        outcome = Optional.of(change.apply(consent));
        took = Duration.between(begin, clock.instant());
    }

    /** How long the last attempt took. */
    Duration took() {
        return took;
    }

    /** Tries it until it is decided, as long as somebody waits for it. */
    Outcome decide(Control control) throws IOException {
        while (isLater() && control.hold(refusal().orElseThrow())) {
            attempt();
        }
        return outcome.orElseThrow();
    }

    /** What came of the last attempt; empty if none has come to its end. */
    Optional<Outcome> outcome() {
        return outcome;
    }

    private boolean isLater() {
        return refusal().isPresent() && consent.verdict() == BatchConsent.Verdict.LATER;
    }

    private Optional<String> refusal() {
        return outcome.filter(Outcome.Refused.class::isInstance).map(refused -> ((Outcome.Refused) refused).why());
    }

    /** Whether the index has changed so that nothing of the plan holds any more. */
    boolean isPlanVoid() {
        return consent.verdict() == BatchConsent.Verdict.INDEX_GONE;
    }
}
