package packhouse.storage.catalog;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import packhouse.storage.disk.Disk;
import packhouse.storage.disk.Modes;
import packhouse.storage.disk.Region;

/**
 * The files of one state of the catalog. They are written once, and read until a newer generation has replaced it.
 *
 * @param name is never used again: it makes the keys of the veils, and what two plaintexts under one key have in common shows
 * @param held files that are open already
 */
record Generation(Disk disk, Path directory, String name, Veils veils, HeldFiles held) {

    /** Random bits of a name, so that no two are ever equal. */
    static final int NAME_BITS = 128;

    /** One of which no file is open. */
    Generation(Disk disk, Path directory, String name, Veils veils) {
        this(disk, directory, name, veils, HeldFiles.NONE);
    }

    /** The same with all files open until {@link #held} is closed. */
    Generation hold() throws IOException {
        return new Generation(disk, directory, name, veils, HeldFiles.of(this));
    }

    Path path(Part part) {
        return directory.resolve(name + part.suffix());
    }

    Veil veil(String what) {
        return veils.of("catalog/" + name + what);
    }

    PageWriter create(Part part) throws IOException {
        return new PageWriter(disk.create(path(part), Modes.PRIVATE), veil(part.suffix()));
    }

    RowWriter createRows(Part part) throws IOException {
        return new RowWriter(create(part), part.width());
    }

    /**
     * Opens a part.
     *
     * @param atOnce how many neighbours are read together: one of the numbers in {@link PageReader}
     * @throws TornException if it is not there
     */
    PageReader open(Part part, int atOnce) throws IOException {
        Optional<Region> open = held.find(part);
        if (open.isPresent()) {
            return new PageReader(path(part), open.get(), () -> {}, veil(part.suffix()), atOnce);
        }
        Region region = disk.open(path(part)).orElseThrow(() -> new TornException(path(part) + ": is missing"));
        return new PageReader(path(part), region, region, veil(part.suffix()), atOnce);
    }

    /**
     * Opens a part that has rows.
     *
     * @param rows how many the manifest promises
     * @throws TornException if it has another length
     */
    Rows openRows(Part part, long rows, int atOnce) throws IOException {
        PageReader pages = open(part, atOnce);
        if (pages.blockCount() != Rows.pagesFor(rows, part.width())) {
            pages.close();
            throw new TornException(path(part) + ": has not the length for " + rows + " rows");
        }
        return new Rows(pages, part.width(), rows);
    }
}
