package packhouse.storage.repack;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.BitSet;
import java.util.Optional;
import packhouse.protocol.FileName;
import packhouse.protocol.FileType;
import packhouse.storage.catalog.Catalog;
import packhouse.storage.catalog.PackTable;
import packhouse.storage.catalog.Progress;
import packhouse.storage.store.FileList;
import packhouse.storage.store.Store;
import packhouse.storage.upkeep.StoredPacks;

/** Finds out about each pack what can be told without reading it. */
final class Survey {

    /** Packs between two reports. */
    private static final int REPORT = 1 << 12;

    private final Catalog catalog;
    private final PackTable packs;
    private final Homes homes;
    private final PackFacts facts;

    private Survey(Catalog catalog, Homes homes) {
        this.catalog = catalog;
        this.packs = catalog.packs();
        this.homes = homes;
        this.facts = new PackFacts(packs.count());
    }

    /**
     * What is known.
     *
     * @param stored the packs that were there after the catalog was made
     */
    static PackFacts of(Catalog catalog, Homes homes, FileList stored, Progress progress) throws IOException {
        Survey survey = new Survey(catalog, homes);
        progress.begin(Progress.Phase.PACKS, survey.packs.count(), 0);
        survey.describe(progress);
        survey.compare(new StoredPacks(stored));
        survey.shunOddIndexes();
        return survey.facts;
    }

    private void describe(Progress progress) throws IOException {
        for (int pack = 0; pack < packs.count(); pack++) {
            if (!packs.isMarked(pack)) {
                PackFacts.Content content = new PackFacts.Content(
                        packs.hasData(pack), packs.hasTrees(pack), packs.hasPlain(pack), packs.hasCompressed(pack));
                facts.set(pack, packs.expectedSize(pack), packs.entries(pack), content);
            }
            if (homes.isMarked(pack)) {
                facts.hinder(pack, Hindrance.MARKED);
            }
            if (packs.isContradictory(pack)) {
                facts.disable(pack, Hindrance.CONTRADICTORY);
            }
            if ((pack + 1) % REPORT == 0) {
                progress.advance(REPORT, 0);
            }
        }
    }

    private void compare(StoredPacks stored) throws IOException {
        boolean more = stored.next();
        for (int pack = 0; pack < packs.count(); pack++) {
            while (more && stored.id().compareTo(packs.id(pack)) < 0) {
                more = stored.next();
            }
            if (!more || !stored.id().equals(packs.id(pack))) {
                facts.disable(pack, Hindrance.MISSING);
            } else if (stored.size() != packs.expectedSize(pack)) {
                facts.disable(pack, Hindrance.WRONG_SIZE);
            }
        }
    }

    private void shunOddIndexes() {
        BitSet odd = new BitSet();
        for (int index = 0; index < catalog.indexes().count(); index++) {
            odd.set(index, catalog.indexes().marked(index) > 0);
        }
        for (int pack = 0; pack < facts.count(); pack++) {
            if (facts.isHindered(pack) && facts.hindrance(pack) == Hindrance.CONTRADICTORY) {
                homes.of(pack).forEach(odd::set);
            }
        }
        if (odd.isEmpty()) {
            return;
        }
        for (int pack = 0; pack < facts.count(); pack++) {
            if (homes.of(pack).anyMatch(odd::get)) {
                facts.hinder(pack, Hindrance.ODD_INDEX);
            }
        }
    }

    /** Tells of packs how long they have been there, which costs a look at each. */
    static final class Arrivals {

        private final PackTable packs;
        private final Store store;
        private final Instant latest;
        private final Optional<Instant> oldestSession;

        /**
         * Of the packs of a catalog.
         *
         * @param age that they must have
         * @param oldestSession since when the oldest session lives that has not ended
         */
        Arrivals(PackTable packs, Store store, Instant now, Duration age, Optional<Instant> oldestSession) {
            this.packs = packs;
            this.store = store;
            this.latest = now.minus(age);
            this.oldestSession = oldestSession;
        }

        /** Why a pack is too new to be rewritten; empty if it is not. */
        Optional<Hindrance> hindrance(int pack) throws IOException {
            Optional<Instant> arrived = store.arrived(FileName.of(FileType.DATA, packs.id(pack)));
            if (arrived.isEmpty()) {
                return Optional.of(Hindrance.MISSING);
            }
            if (oldestSession.isPresent() && !arrived.get().isBefore(oldestSession.get())) {
                return Optional.of(Hindrance.LIVING);
            }
            return arrived.get().isAfter(latest) ? Optional.of(Hindrance.YOUNG) : Optional.empty();
        }
    }
}
