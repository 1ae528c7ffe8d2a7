package packhouse.storage.upkeep;

import java.io.IOException;
import java.util.BitSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import packhouse.storage.catalog.Catalog;
import packhouse.storage.catalog.Crew;
import packhouse.storage.catalog.PackTable;
import packhouse.storage.catalog.Progress;
import packhouse.storage.repository.Unlocked;

/** Reads packs as a whole with several threads. Used once. */
final class DataCheck {

    private final Unlocked repository;
    private final PackTable table;
    private final PackShapes shapes;
    private final PackListings listings;
    private final Consumer<Finding> findings;
    private final Progress progress;
    private final AtomicLong readPacks = new AtomicLong();
    private final AtomicLong readBytes = new AtomicLong();

    DataCheck(Unlocked repository, Catalog catalog, PackShapes shapes, Consumer<Finding> findings, Progress progress) {
        this.repository = repository;
        this.table = catalog.packs();
        this.shapes = shapes;
        this.listings = new PackListings(repository, catalog);
        this.findings = findings;
        this.progress = progress;
    }

    /** Reads the wanted packs; gives how many there were, and their bytes. */
    Amount run(ReadData wanted, RandomGenerator random, int threads) throws IOException {
        int[] packs = choose(wanted, stored(), random);
        if (packs.length == 0) {
            return Amount.NONE;
        }
        progress.begin(Progress.Phase.DATA, packs.length, bytes(packs));
        AtomicInteger next = new AtomicInteger();
        Crew.run(threads, (lane, crew) -> {
            try (PackVerifier verifier = new PackVerifier(repository)) {
                for (int i = next.getAndIncrement(); i < packs.length; i = next.getAndIncrement()) {
                    if (crew.isStopped()) {
                        return;
                    }
                    verify(packs[i], verifier);
                }
            }
        });
        return new Amount(readPacks.get(), readBytes.get());
    }

    private int[] stored() {
        BitSet stored = new BitSet();
        for (int pack = 0; pack < shapes.count(); pack++) {
            stored.set(pack, shapes.isListed(pack) && shapes.isStored(pack));
        }
        return stored.stream().toArray();
    }

    private long bytes(int... packs) {
        long bytes = 0;
        for (int pack : packs) {
            bytes += shapes.size(pack);
        }
        return bytes;
    }

    private int[] choose(ReadData wanted, int[] packs, RandomGenerator random) throws IOException {
        PackChoice.Packs choices = new PackChoice.Packs() {
            @Override
            public int count() {
                return packs.length;
            }

            @Override
            public long bytes() {
                return DataCheck.this.bytes(packs);
            }

            @Override
            public int firstByte(int i) throws IOException {
                return table.id(packs[i]).firstByte();
            }
        };
        return PackChoice.choose(wanted, choices, random).stream()
                .map(i -> packs[i])
                .toArray();
    }

    private void verify(int pack, PackVerifier verifier) throws IOException {
        PackPromise promise = new PackPromise(table.id(pack), table.fingerprint(pack), () -> listings.entries(pack));
        verifier.verify(promise).forEach(findings);
        readPacks.incrementAndGet();
        readBytes.addAndGet(shapes.size(pack));
        progress.advance(1, shapes.size(pack));
    }
}
