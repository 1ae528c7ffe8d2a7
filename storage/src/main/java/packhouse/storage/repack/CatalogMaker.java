package packhouse.storage.repack;

import java.io.IOException;
import java.nio.file.Path;
import packhouse.protocol.FileId;
import packhouse.storage.catalog.Catalog;
import packhouse.storage.catalog.CatalogBuilder;
import packhouse.storage.catalog.Complaints;
import packhouse.storage.catalog.Progress;
import packhouse.storage.catalog.Workspace;
import packhouse.storage.disk.Modes;
import packhouse.storage.repository.Unlocked;

/** Makes catalogs of the blobs of a repository, without trees, in a folder of its own. Used by one thread. */
final class CatalogMaker {

    private static final String FOLDER = "repack";

    private final Unlocked repository;
    private final Place place;
    private final String name;
    private boolean damaged;

    CatalogMaker(Unlocked repository, Place place, String name) {
        this.repository = repository;
        this.place = place;
        this.name = name;
    }

    /** The folder of everything that repacking keeps. */
    static Path folder(Place place) {
        return place.folder().resolve(FOLDER);
    }

    /** A current one, to be closed by the caller. */
    Catalog refresh(Progress progress) throws IOException {
        return builder(progress).refresh();
    }

    /** One that is made anew, to be closed by the caller. */
    Catalog rebuild(Progress progress) throws IOException {
        return builder(progress).rebuild();
    }

    /** Whether an index file could not be read for the last one. */
    boolean isIndexDamaged() {
        return damaged;
    }

    private CatalogBuilder builder(Progress progress) throws IOException {
        damaged = false;
        Path folder = folder(place);
        place.disk().makeDirectory(place.folder(), Modes.PRIVATE);
        place.disk().makeDirectory(folder, Modes.PRIVATE);
        Workspace workspace = new Workspace(place.disk(), folder.resolve(name), place.random(), place.threads(), false);
        return CatalogBuilder.ofBlobs(
                repository.store(), repository.key(), repository.version(), workspace, progress, new Complaints() {
                    @Override
                    public void unreadableIndex(FileId index, String why) {
                        damaged = true;
                    }

                    @Override
                    public void unreadableTree(FileId tree, String why) {
                        // What a tree points to does not matter here; that it is damaged is found when it is read.
                    }

                    @Override
                    public void flaw(FileId tree, String sentence) {
                        // It is copied as it is.
                    }
                });
    }
}
