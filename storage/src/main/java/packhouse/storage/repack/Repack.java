package packhouse.storage.repack;

import java.io.IOException;
import java.time.InstantSource;
import java.util.function.Consumer;
import packhouse.storage.catalog.Catalog;
import packhouse.storage.catalog.Progress;
import packhouse.storage.catalog.TornException;
import packhouse.storage.history.Exchange;
import packhouse.storage.repository.Unlocked;

/**
 * Rewrites packs of one repository while clients work in it: every indexed blob stays, once, compressed, in packs of one kind. Takes no
 * lock. One plan or run at a time.
 */
public final class Repack {

    private static final String CATALOG = "catalog";
    private static final String REMEMBERED = "incompressible";

    private final Unlocked repository;
    private final Exchange exchange;
    private final Presence presence;
    private final Place place;
    private final InstantSource clock;
    private final Batches.Limits limits;

    /**
     * A repack of this repository.
     *
     * @param exchange where changes become real
     */
    public Repack(Unlocked repository, Exchange exchange, Presence presence, Place place, InstantSource clock) {
        this(repository, exchange, presence, place, clock, Batches.Limits.USUAL);
    }

    Repack(
            Unlocked repository,
            Exchange exchange,
            Presence presence,
            Place place,
            InstantSource clock,
            Batches.Limits limits) {
        this.repository = repository;
        this.exchange = exchange;
        this.presence = presence;
        this.place = place;
        this.clock = clock;
        this.limits = limits;
    }

    /** What would be done. Changes nothing. To be closed by the caller, after it was run if it is. */
    public RepackPlan plan(RepackOptions options, Progress progress) throws IOException {
        CatalogMaker maker = new CatalogMaker(repository, place, CATALOG);
        try {
            return plan(maker.refresh(progress), options, progress, maker.isIndexDamaged());
        } catch (TornException e) {
            // The catalog is damaged. Nothing of it is only there.
            return plan(maker.rebuild(progress), options, progress, maker.isIndexDamaged());
        }
    }

    private RepackPlan plan(Catalog catalog, RepackOptions options, Progress progress, boolean isIndexDamaged)
            throws IOException {
        try {
            Remembered remembered =
                    new Remembered(place.disk(), CatalogMaker.folder(place).resolve(REMEMBERED));
            return new Planning(repository, catalog, options, place, progress)
                    .plan(isIndexDamaged, presence, clock, remembered, limits);
        } catch (IOException | RuntimeException e) {
            catalog.close();
            throw e;
        }
    }

    /**
     * Does what a plan says, batch by batch. What clients have changed since it was made is noticed, and left alone.
     *
     * @param control pauses it, slows it, ends it
     * @param log is told what happens, in sentences
     * @throws java.util.concurrent.CancellationException if it was ended; what happened by then stays
     * @throws IOException if the repository, the catalog or the staging folder cannot be read or written; what happened by then stays
     */
    public RepackResult run(RepackPlan plan, Control control, Progress progress, Consumer<String> log)
            throws IOException {
        return new RepackRun(repository, exchange, presence, place, plan, control, progress, log, clock).run();
    }
}
