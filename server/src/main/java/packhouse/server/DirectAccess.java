package packhouse.server;

/** Who uses the directory of the repositories beside the server: {@code --direct-access}. */
enum DirectAccess {
    /** Nobody; what was replaced leaves its place at once. */
    NONE,
    /** People have restic read there; packs that were replaced stay for them for a day. */
    READERS,
    /** And write there: what holds for their locks holds for the server too, and it makes locks that they see. */
    WRITERS;

    boolean reads() {
        return this != NONE;
    }

    boolean writes() {
        return this == WRITERS;
    }
}
