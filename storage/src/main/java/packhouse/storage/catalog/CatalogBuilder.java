package packhouse.storage.catalog;

import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import packhouse.storage.format.RepositoryKey;
import packhouse.storage.store.Store;

/**
 * Makes the catalog of a repository and keeps it current. Only reads the repository. One at a time in a workspace; used by one thread.
 *
 * <p>A catalog that is made current is the same, row by row, as one that is made anew. Whatever ends the work early leaves the
 * generation that was there. Who meets a {@link TornException} while he reads a catalog asks for {@link #rebuild}.
 */
public final class CatalogBuilder {

    private final Origin origin;
    private final boolean readsTrees;
    private final Generations generations;
    private final Progress progress;
    private final Complaints complaints;
    private final Budget budget;
    private final Scratch scratch;

    /**
     * A builder.
     *
     * @param version of the repository's format, 1 or 2
     */
    public CatalogBuilder(
            Store store,
            RepositoryKey key,
            int version,
            Workspace workspace,
            Progress progress,
            Complaints complaints) {
        this(Origin.of(store, key, version, workspace.random()), true, workspace, progress, complaints);
    }

    private CatalogBuilder(
            Origin origin, boolean readsTrees, Workspace workspace, Progress progress, Complaints complaints) {
        this(origin, readsTrees, workspace, progress, complaints, new Budget(workspace.threads(), Budget.SORTING));
    }

    /**
     * A builder of catalogs that tell of blobs and packs alone: no tree is read, and {@link Catalog#edges} has none. Such a catalog needs a
     * directory of its own.
     */
    public static CatalogBuilder ofBlobs(
            Store store,
            RepositoryKey key,
            int version,
            Workspace workspace,
            Progress progress,
            Complaints complaints) {
        return new CatalogBuilder(
                Origin.of(store, key, version, workspace.random()), false, workspace, progress, complaints);
    }

    CatalogBuilder(Origin origin, Workspace workspace, Progress progress, Complaints complaints, Budget budget) {
        this(origin, true, workspace, progress, complaints, budget);
    }

    private CatalogBuilder(
            Origin origin,
            boolean readsTrees,
            Workspace workspace,
            Progress progress,
            Complaints complaints,
            Budget budget) {
        this.origin = origin;
        this.readsTrees = readsTrees;
        this.generations = new Generations(workspace, origin.veils());
        this.progress = progress;
        this.complaints = complaints;
        this.budget = budget;
        this.scratch = new Scratch(workspace.disk(), workspace.directory(), workspace.random(), origin.throwaway());
    }

    /**
     * The catalog of what the repository holds now, made from the last one: only what is new is read. It is made anew if there is
     * none, or one that is damaged.
     */
    public Catalog refresh() throws IOException {
        Optional<Manifest> manifest = generations.prepare();
        if (manifest.isPresent()) {
            try {
                Optional<Catalog> current = advance(Catalog.open(manifest.get()));
                if (current.isPresent()) {
                    return current.get();
                }
            } catch (TornException e) {
                // Nothing is lost: all of it stands in the repository.
            }
        }
        return rebuild();
    }

    /** The catalog of what the repository holds now, made from nothing but the repository. */
    public Catalog rebuild() throws IOException {
        generations.prepare();
        IndexPlan all = new IndexPlan(origin.indexes().list(), Set.of());
        return open(build(Optional.empty(), all)
                .orElseThrow(() -> new IllegalStateException("there is nothing old that could tell too little")));
    }

    /** Gives the catalog if it is current; else closes it and gives a newer one, or none if the old one does not tell enough. */
    private Optional<Catalog> advance(Catalog known) throws IOException {
        boolean current = false;
        try {
            IndexPlan plan = IndexPlan.of(known.indexes(), origin.indexes().list());
            current = plan.isCurrent(known.indexes()) && known.manifest().isComplete();
            if (current) {
                return Optional.of(known);
            }
            Optional<Manifest> next = build(Optional.of(known), plan);
            return next.isPresent() ? Optional.of(open(next.get())) : Optional.empty();
        } finally {
            if (!current) {
                known.close();
            }
        }
    }

    private Optional<Manifest> build(Optional<Catalog> old, IndexPlan plan) throws IOException {
        Generation generation = generations.begin();
        try {
            NewOrdinals ordinals = new NewOrdinals(old.map(Catalog::blobCount).orElse(0));
            Optional<Manifest> tables = buildTables(generation, old, plan, ordinals);
            if (tables.isEmpty()) {
                return tables;
            }
            ordinals.finish();
            if (!readsTrees) {
                return Optional.of(EdgeBuilder.without(tables.get()));
            }
            EdgeBuilder edges =
                    new EdgeBuilder(scratch, origin.trees(), complaints, progress, budget.threads(), budget.sorting());
            return Optional.of(
                    edges.build(tables.get(), old.map(catalog -> new EdgeBuilder.Older(catalog.manifest(), ordinals))));
        } catch (IOException | RuntimeException e) {
            generations.discard(generation, e);
            throw e;
        }
    }

    private Optional<Manifest> buildTables(
            Generation generation, Optional<Catalog> old, IndexPlan plan, Renumbering renumbering) throws IOException {
        try (TableBuild tables = new TableBuild(scratch, generation, old, progress, budget)) {
            return tables.run(origin.indexes(), plan, complaints, renumbering);
        }
    }

    private Catalog open(Manifest next) throws IOException {
        generations.commit(next, scratch);
        return Catalog.open(next);
    }
}
