package packhouse.storage.repack;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import packhouse.storage.catalog.BlobLookup;
import packhouse.storage.catalog.Crew;
import packhouse.storage.catalog.Progress;
import packhouse.storage.history.Exchange;
import packhouse.storage.history.Outcome;
import packhouse.storage.repository.Unlocked;

/**
 * Does a plan, batch by batch. While one becomes real, which one thread does and the disk, the next is rewritten, as if that had succeeded;
 * in the rare case that it has not, the next is rewritten anew. Used once.
 */
final class RepackRun {

    private final Unlocked repository;
    private final Exchange exchange;
    private final Presence presence;
    private final Place place;
    private final RepackPlan plan;
    private final Control control;
    private final Progress progress;
    private final InstantSource clock;
    private final Stages stages;
    private final IndexBook book;
    private final RunState state;
    private Optional<Landing> landing = Optional.empty();
    private Optional<Rewritten> next = Optional.empty();

    RepackRun(
            Unlocked repository,
            Exchange exchange,
            Presence presence,
            Place place,
            RepackPlan plan,
            Control control,
            Progress progress,
            Consumer<String> log,
            InstantSource clock) {
        this.repository = repository;
        this.exchange = exchange;
        this.presence = presence;
        this.place = place;
        this.plan = plan;
        this.control = control;
        this.progress = progress;
        this.clock = clock;
        this.stages = new Stages(clock);
        this.book = new IndexBook(plan.catalog(), plan.homes(), repository.store(), new IndexDocuments(repository));
        this.state = new RunState(
                plan,
                new Fates(plan.order()),
                new Riders(place.disk(), repository.store(), plan.options().packSize()),
                new Findings(),
                log);
    }

    RepackResult run() throws IOException {
        if (plan.isEmpty()) {
            return state.findings().result();
        }
        progress.begin(
                Progress.Phase.REPACK,
                plan.totals().sources().count(),
                plan.totals().read());
        Staging staging = new Staging(place.disk(), exchange.staging(), place.modes());
        try (BlobLookup lookup = plan.catalog().lookup()) {
            Choice choice = new Choice(lookup, plan.catalog().packs(), state.fates());
            try (Rewriting rewriting =
                    new Rewriting(repository, place, state, choice, staging, control, progress, clock)) {
                runAll(rewriting);
            }
        } finally {
            state.riders().close();
        }
        state.log().accept(stages.sum());
        return state.findings().result();
    }

    private void runAll(Rewriting rewriting) throws IOException {
        try {
            for (int batch = 0; batch < plan.batches() && !state.findings().isEnded(); batch++) {
                both(rewriting, batch);
                if (!settle()) {
                    closeNext();
                    next = state.findings().isEnded() ? Optional.empty() : rewriting.rewrite(batch);
                }
                launch();
                Order.Extent extent = plan.order().batch(batch);
                progress.advance(extent.end() - extent.begin(), 0);
            }
            if (landing.isPresent()) {
                landing.get().attempt();
                stages.add(Duration.ZERO, landing.get().took());
                settle();
            }
        } finally {
            // Whatever has ended the run: what became real meanwhile is told.
            if (landing.isPresent()) {
                note(landing.get());
                landing.get().batch().close();
            }
            closeNext();
        }
    }

    /** Rewrites a batch while the one before becomes real, or afterwards if there is one thread only. */
    private void both(Rewriting rewriting, int batch) throws IOException {
        boolean together = landing.isPresent() && place.threads() > 1;
        Crew.run(together ? 2 : 1, (lane, crew) -> {
            if (landing.isPresent() && (!together || lane == 1)) {
                landing.get().attempt();
            }
            if (lane == 0) {
                next = rewriting.rewrite(batch);
            }
        });
        stages.add(
                next.map(Rewritten::took).orElse(Duration.ZERO),
                landing.map(Landing::took).orElse(Duration.ZERO));
    }

    private void closeNext() throws IOException {
        if (next.isPresent()) {
            next.get().close();
            next = Optional.empty();
        }
    }

    /** The batch that was rewritten is to become real, and the next one may rely on it. */
    private void launch() throws IOException {
        if (next.isEmpty()) {
            return;
        }
        Rewritten batch = next.get();
        List<SourcePack> sources = batch.sources().all();
        Change change = new Change(
                repository, exchange, presence, batch.staging(), place.random(), book, sources, batch.made());
        state.riders().indexes(batch.sources()).forEach(change::alsoReplace);
        landing = Optional.of(new Landing(batch, change, new BatchConsent(presence, book, sources), clock));
        next = Optional.empty();
        state.riders().expect(batch);
        for (SourcePack source : sources) {
            if (!source.isRider()) {
                state.fates().replaced(source.number());
            }
        }
    }

    /** Waits until it is decided what becomes of the batch that is to become real; false if what relied on it is in vain. */
    private boolean settle() throws IOException {
        if (landing.isEmpty()) {
            return true;
        }
        Landing landed = landing.get();
        Outcome outcome = landed.decide(control);
        landing = Optional.empty();
        try (Rewritten batch = landed.batch()) {
            if (outcome instanceof Outcome.Refused refused) {
                refuse(landed, batch, refused.why());
            } else {
                note(landed);
                state.riders().arrived(landed.change());
            }
        }
        return outcome instanceof Outcome.Done;
    }

    /** Nothing if it has not become real. */
    private void note(Landing landed) {
        if (!(landed.outcome().orElse(null) instanceof Outcome.Done done)) {
            return;
        }
        state.findings().committed(done.commit(), landed.change().replacedIndexes());
        long before = 0;
        List<SourcePack> sources = landed.batch().sources().all();
        for (SourcePack source : sources) {
            state.findings().hidden(source.file().size(), source.isRider());
            before += source.isRider() ? 0 : source.file().size();
        }
        long after = 0;
        for (Made pack : landed.batch().made()) {
            state.findings().written(pack.pack().size());
            after += pack.pack().size();
        }
        state.log()
                .accept("batch " + (landed.batch().batch() + 1) + " of " + plan.batches() + ": " + sources.size()
                        + " packs of " + mebibytes(before) + " became "
                        + landed.batch().made().size() + " of " + mebibytes(after) + " in "
                        + Stages.seconds(landed.batch().took()) + "; commit " + done.commit() + " in "
                        + Stages.seconds(landed.took()));
    }

    private static String mebibytes(long bytes) {
        return Math.round(bytes / 1048576.0) + " MiB";
    }

    private void refuse(Landing landed, Rewritten batch, String why) throws IOException {
        state.riders().stayed();
        for (SourcePack source : batch.sources().all()) {
            if (!source.isRider()) {
                state.leave(source.number(), "could not be replaced: " + why);
            }
        }
        if (landed.isPlanVoid()) {
            state.findings().end(why + "; run repack again for the rest");
        }
    }
}
