package packhouse.storage.session;

import packhouse.protocol.FileId;

/**
 * Whose a lock is.
 *
 * @param tag the same for all locks of one identity
 * @param exclusive whether nobody else may work meanwhile
 * @param name in words for people: {@code nas-7, user alice, pid 412}
 */
record Guest(FileId tag, boolean exclusive, String name) {}
