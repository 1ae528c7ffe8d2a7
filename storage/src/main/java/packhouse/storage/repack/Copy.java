package packhouse.storage.repack;

import packhouse.protocol.FileId;
import packhouse.storage.format.PackEntry;

/** One place where a blob lies. */
record Copy(FileId pack, PackEntry entry) {}
