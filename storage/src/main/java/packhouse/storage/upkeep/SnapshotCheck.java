package packhouse.storage.upkeep;

import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;
import packhouse.protocol.FileId;
import packhouse.protocol.FileName;
import packhouse.protocol.FileType;
import packhouse.storage.catalog.Catalog;
import packhouse.storage.format.BlobKind;
import packhouse.storage.repository.Unlocked;

/** Finds what is wrong with snapshots and with what they need. */
final class SnapshotCheck {

    private final Unlocked repository;
    private final Consumer<Finding> findings;

    SnapshotCheck(Unlocked repository, Consumer<Finding> findings) {
        this.repository = repository;
        this.findings = findings;
    }

    /** Tells which snapshots are damaged. */
    void checkFiles(Roots roots) throws IOException {
        roots.damaged().forEach(file -> findings.accept(new SnapshotFinding.Unreadable(file.id(), file.why())));
        Documents documents = new Documents(repository);
        for (Roots.Root root : roots.readable()) {
            FileId id = root.snapshot();
            Optional<FileId> hash = documents.hash(FileName.of(FileType.SNAPSHOTS, id));
            if (hash.isPresent() && !hash.get().equals(id)) {
                findings.accept(new SnapshotFinding.Unreadable(id, "its content hashes to " + hash.get()));
            }
        }
    }

    /** Tells which blobs are needed and lost. */
    void checkNeeds(Catalog catalog, Needs needs) throws IOException {
        needs.lostRoots().forEach(root -> findings.accept(new SnapshotFinding.BlobMissing(BlobKind.TREE, root)));
        catalog.edges().missing((ordinal, kind, id) -> {
            if (needs.isNeeded(ordinal)) {
                findings.accept(new SnapshotFinding.BlobMissing(kind, id));
            }
        });
    }
}
