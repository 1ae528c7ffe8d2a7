package packhouse.storage.repack;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import packhouse.protocol.FileId;
import packhouse.storage.catalog.Progress;
import packhouse.storage.repository.Unlocked;

/** Writes the new packs of one batch after the other. Changes nothing that anybody sees. Used by one thread. */
final class Rewriting implements Closeable {

    /** Each time at least one damaged pack more is left alone; so many in one batch mean that something else is wrong. */
    private static final int MAX_ATTEMPTS = 8;

    private final Unlocked repository;
    private final Place place;
    private final RepackPlan plan;
    private final RunState state;
    private final Choice choice;
    private final Staging staging;
    private final Control control;
    private final Progress progress;
    private final InstantSource clock;
    private final List<Lane> lanes = new ArrayList<>();

    Rewriting(
            Unlocked repository,
            Place place,
            RunState state,
            Choice choice,
            Staging staging,
            Control control,
            Progress progress,
            InstantSource clock) {
        this.repository = repository;
        this.place = place;
        this.plan = state.plan();
        this.state = state;
        this.choice = choice;
        this.staging = staging;
        this.control = control;
        this.progress = progress;
        this.clock = clock;
        for (int lane = 0; lane < place.threads(); lane++) {
            lanes.add(new Lane(repository, place));
        }
    }

    /** The batch, to be closed by the caller; empty if nothing of it can be rewritten. */
    Optional<Rewritten> rewrite(int batch) throws IOException {
        Order.Extent extent = plan.order().batch(batch);
        control.awaitRoom(extent.written());
        control.checkpoint(0);
        Instant begin = clock.instant();
        for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
            Sources sources = new Sources(repository, plan.catalog().packs());
            Staging files = staging.beside();
            Optional<List<Made>> made = Optional.empty();
            try {
                open(extent, sources);
                if (sources.all().isEmpty()) {
                    return Optional.empty();
                }
                made = copy(sources, files);
            } finally {
                if (made.isEmpty()) {
                    new Rewritten(batch, sources, List.of(), files, Duration.ZERO).close();
                }
            }
            if (made.isPresent()) {
                Duration took = Duration.between(begin, clock.instant());
                return Optional.of(new Rewritten(batch, sources, made.get(), files, took));
            }
        }
        for (int pack : state.fates().begin(extent).toArray()) {
            state.leave(pack, "are of a batch with many damaged packs");
        }
        return Optional.empty();
    }

    private void open(Order.Extent extent, Sources sources) throws IOException {
        for (int pack : state.fates().begin(extent).toArray()) {
            Optional<String> trouble = sources.open(pack);
            if (trouble.isPresent()) {
                state.leave(pack, trouble.get());
            }
        }
    }

    /** What was written; empty if packs turned out to be damaged, so that it has to be done again without them. */
    private Optional<List<Made>> copy(Sources sources, Staging files) throws IOException {
        List<Task> tasks = new ArrayList<>(choice.choose(sources.all()));
        state.riders().join(sources, tasks);
        try (PackSink sink = new PackSink(
                files, repository.key(), place.random(), plan.options().packSize())) {
            Copying copying = new Copying(plan.options(), lanes, control, progress, sink, sources.all());
            copying.run(tasks);
            state.findings().read(copying.read());
            if (copying.damaged().isEmpty()) {
                return Optional.of(sink.made());
            }
            leaveDamaged(sources, copying.damaged());
            return Optional.empty();
        }
    }

    private void leaveDamaged(Sources sources, Map<FileId, String> damaged) throws IOException {
        for (SourcePack source : sources.all()) {
            String why = damaged.get(source.id());
            if (why != null && source.isRider()) {
                state.riders().forget(source.id());
                state.log().accept("pack " + source.id() + ", which was just written, is left alone: " + why);
            } else if (why != null) {
                state.log().accept("pack " + source.id() + ": " + why);
                state.leave(source.number(), "hold a blob of which no copy is sound; run a check");
            }
        }
    }

    @Override
    public void close() throws IOException {
        for (Lane lane : lanes) {
            lane.close();
        }
    }
}
