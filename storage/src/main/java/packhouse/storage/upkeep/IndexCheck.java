package packhouse.storage.upkeep;

import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import packhouse.protocol.FileId;
import packhouse.protocol.FileName;
import packhouse.protocol.FileType;
import packhouse.storage.catalog.Catalog;
import packhouse.storage.catalog.ListingCursor;
import packhouse.storage.catalog.PackTable;
import packhouse.storage.repository.Unlocked;

/** Finds what is wrong with index files, and with packs as far as lists and sizes tell. */
final class IndexCheck {

    private final Unlocked repository;
    private final Catalog catalog;
    private final PackTable packs;
    private final Consumer<Finding> findings;

    IndexCheck(Unlocked repository, Catalog catalog, Consumer<Finding> findings) {
        this.repository = repository;
        this.catalog = catalog;
        this.packs = catalog.packs();
        this.findings = findings;
    }

    /** Compares the files that could be read with their names. */
    void checkHashes() throws IOException {
        Documents documents = new Documents(repository);
        for (int i = 0; i < catalog.indexes().count(); i++) {
            FileId id = catalog.indexes().id(i);
            Optional<FileId> hash = documents.hash(FileName.of(FileType.INDEX, id));
            if (hash.isPresent() && !hash.get().equals(id)) {
                findings.accept(new IndexFinding.Unreadable(id, "its content hashes to " + hash.get()));
            }
        }
    }

    /** Compares what index files say about the same packs. */
    void checkListings() throws IOException {
        int pack = -1;
        int files = 0;
        try (ListingCursor listings = catalog.listings()) {
            while (listings.next()) {
                if (listings.pack() != pack) {
                    tellRepeated(pack, files);
                    pack = listings.pack();
                    files = 0;
                }
                files += listings.isMarked() ? 0 : 1;
            }
        }
        tellRepeated(pack, files);
    }

    private void tellRepeated(int pack, int files) throws IOException {
        if (files > 0 && packs.isContradictory(pack)) {
            findings.accept(new IndexFinding.PackDiffers(packs.id(pack)));
        } else if (files > 1) {
            findings.accept(new IndexFinding.PackRepeated(packs.id(pack), files));
        }
    }

    /** Compares the index with the files of the store. */
    void checkPacks(PackSurvey survey) throws IOException {
        PackShapes shapes = survey.shapes();
        for (int pack = 0; pack < shapes.count(); pack++) {
            if (shapes.isMixed(pack)) {
                findings.accept(new IndexFinding.PackMixed(packs.id(pack)));
            }
            boolean missing = shapes.isListed(pack) && !shapes.isStored(pack);
            if (missing || survey.hasWrongSize(pack)) {
                lookAgain(pack);
            }
        }
    }

    /** A client may have rewritten the index and removed the pack since, or replaced a damaged pack: no damage either. */
    private void lookAgain(int pack) throws IOException {
        FileId id = packs.id(pack);
        OptionalLong size = repository.store().size(FileName.of(FileType.DATA, id));
        long expected = packs.expectedSize(pack);
        boolean wrong = size.isEmpty() || size.getAsLong() != expected;
        if (wrong && new PackListings(repository, catalog).isStillListed(pack)) {
            findings.accept(
                    size.isEmpty()
                            ? new PackFinding.Missing(id)
                            : new PackFinding.WrongSize(id, size.getAsLong(), expected));
        }
    }
}
