package packhouse.storage.upkeep;

import packhouse.storage.upkeep.DedupReport.Forecast;

/**
 * What a repack would do: rewrite packs that hold a redundant copy, blobs of both kinds, something to compress, or little, so that
 * every indexed blob is left once. Needed or not does not matter to it. Pure.
 */
final class RepackForecast {

    /** A pack alone has nothing to be merged with. */
    private static final int FEWEST_SMALL = 2;

    private final PackShapes packs;
    private final Selection selection;
    private final boolean compresses;
    private final long limit;

    private RepackForecast(PackShapes packs, Selection selection, boolean compresses) {
        this.packs = packs;
        this.selection = selection;
        this.compresses = compresses;
        this.limit = packs.smallLimit();
    }

    /**
     * Looks ahead.
     *
     * @param selection copies that go because a better one stays
     * @param version of the repository
     * @param possible whether all packs are there
     */
    static Forecast of(PackShapes packs, Selection selection, int version, boolean possible) {
        return new RepackForecast(packs, selection, version > 1).sum(possible);
    }

    private Forecast sum(boolean possible) {
        Amount removed = Amount.NONE;
        Amount repacked = Amount.NONE;
        long written = 0;
        boolean merges = small() >= FEWEST_SMALL;
        for (int pack = 0; pack < packs.count(); pack++) {
            Amount one = new Amount(1, packs.size(pack));
            if (packs.isListed(pack) && !selection.keeps(pack)) {
                removed = packs.isStored(pack) ? removed.plus(one) : removed;
            } else if (packs.isListed(pack) && (isCandidate(pack) || (merges && packs.size(pack) < limit))) {
                repacked = repacked.plus(one);
                written += packs.size(pack) - selection.dropped(pack);
            }
        }
        return new Forecast(removed, repacked, written, selection.droppedBytes(), possible);
    }

    private long small() {
        long small = 0;
        for (int pack = 0; pack < packs.count(); pack++) {
            small += selection.keeps(pack) && !isCandidate(pack) && packs.size(pack) < limit ? 1 : 0;
        }
        return small;
    }

    private boolean isCandidate(int pack) {
        return selection.dropped(pack) > 0 || packs.isMixed(pack) || (compresses && packs.hasPlain(pack));
    }
}
