package packhouse.storage.repack;

import java.nio.file.Path;
import packhouse.protocol.FileName;
import packhouse.protocol.FileType;
import packhouse.storage.format.BlobKind;
import packhouse.storage.format.NewPack;
import packhouse.storage.history.Replacement;

/** A pack that was written and read back, and waits at {@code file}. */
record Made(NewPack pack, Path file) {

    BlobKind kind() {
        return pack.entries().get(0).kind();
    }

    Replacement.Staged staged() {
        return new Replacement.Staged(FileName.of(FileType.DATA, pack.id()), pack.size(), file);
    }
}
