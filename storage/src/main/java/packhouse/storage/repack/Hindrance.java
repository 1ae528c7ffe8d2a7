package packhouse.storage.repack;

/** Why a pack that would be rewritten is left alone. */
enum Hindrance {
    /** Nobody knows what else an index file lists that cannot be read. */
    UNREADABLE_INDEX("cannot be judged while an index file cannot be read; run a check"),
    /** Its blobs are gone. */
    MISSING("are listed by the index, but are not there; run a check"),
    /** It is damaged. */
    WRONG_SIZE("have another size than the index tells; run a check"),
    /** Nobody knows what it holds. */
    CONTRADICTORY("are listed differently by several index files; run a check"),
    /** The program that marked it will delete it. */
    MARKED("are marked by rustic to be deleted"),
    /** Its index file says more than blobs, and would have to be replaced. */
    ODD_INDEX(
            "are listed by an index file that also marks packs to be deleted, or lists one that is listed differently elsewhere"),
    /** Its client may still send the index file again that names it. */
    YOUNG("came only a moment ago"),
    /** The same, for as long as the client works. */
    LIVING("came while a session was at work that has not ended"),
    /** It would cost more than it gives. */
    FEW_DUPLICATES("hold few duplicates: less than 5 % of the pack"),
    /** The same, by a sample. */
    INCOMPRESSIBLE("would shrink by less than 3 %, by a sample; ask for --uncompressed by name to rewrite them"),
    /** All of the plan would cost more than it gives. */
    LITTLE("would free less than 1 % of the repository all together"),
    /** So much was not asked for. */
    LIMIT("are beyond the limit of bytes to read");

    private final String words;

    Hindrance(String words) {
        this.words = words;
    }

    /** The end of a sentence whose subject is the packs. */
    String words() {
        return words;
    }
}
