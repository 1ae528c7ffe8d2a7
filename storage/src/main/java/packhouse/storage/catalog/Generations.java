package packhouse.storage.catalog;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import packhouse.storage.disk.Modes;

/** The generations in a workspace: at most one that counts, and one that is being made. */
final class Generations {

    private final Workspace workspace;
    private final Veils veils;

    Generations(Workspace workspace, Veils veils) {
        this.workspace = workspace;
        this.veils = veils;
    }

    /** The one that counts, if there is any; makes the directory, and removes what work left there that was cut short. */
    Optional<Manifest> prepare() throws IOException {
        workspace.disk().makeDirectory(workspace.directory(), Modes.PRIVATE);
        Optional<Manifest> manifest = Manifest.read(workspace.disk(), workspace.directory(), veils);
        remove(file -> manifest.isEmpty() || !isOf(manifest.get(), file));
        return manifest;
    }

    /** A new one without files. */
    Generation begin() {
        HexFormat hex = HexFormat.of();
        String name = hex.toHexDigits(workspace.random().nextLong())
                + hex.toHexDigits(workspace.random().nextLong());
        return new Generation(workspace.disk(), workspace.directory(), name, veils);
    }

    /** Removes the files of one that was not finished, because the disk may be full of them. */
    void discard(Generation generation, Exception cause) {
        try {
            remove(file -> file.startsWith(generation.name()));
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }

    /** Makes a finished one the one that counts, and removes all others. */
    void commit(Manifest next, Scratch scratch) throws IOException {
        if (workspace.lasting()) {
            force(next.generation());
        }
        next.write(scratch.newFile());
        remove(file -> !isOf(next, file));
    }

    /** Renamed earlier, the manifest could survive a power cut that its parts do not. */
    private void force(Generation generation) throws IOException {
        for (Part part : Part.values()) {
            workspace.disk().force(generation.path(part));
        }
        workspace.disk().forceDirectory(workspace.directory());
    }

    private static boolean isOf(Manifest manifest, String file) {
        return file.equals(Manifest.FILE)
                || file.startsWith(manifest.generation().name());
    }

    private void remove(Predicate<String> unwanted) throws IOException {
        List<String> names = new ArrayList<>();
        workspace.disk().list(workspace.directory(), names::add);
        for (String name : names) {
            if (unwanted.test(name)) {
                workspace.disk().delete(workspace.directory().resolve(name));
            }
        }
    }
}
