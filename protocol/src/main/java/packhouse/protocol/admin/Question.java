package packhouse.protocol.admin;

import java.util.Optional;
import java.util.stream.Stream;

/** What can be asked about one repository, or asked of it. */
public enum Question {
    /** What it is and what is in it; without the password only what everybody can see who sees the files. */
    SHOW("show"),
    /** What it holds more than once, uncompressed or for nothing. */
    DEDUP("dedup"),
    /** Whether it is sound. */
    CHECK("check"),
    /** What its clients deleted and can be had back. */
    TRASH("trash"),
    /** What was deleted and brought back, deed by deed. */
    HISTORY("history"),
    /** No question but an order: brings back what its {@link Selection} says. */
    RESTORE("restore"),
    /** No question but an order: destroys everything in the trash. */
    EMPTY("empty"),
    /** What rewriting it would do, or, unless it is a dry run, an order: begins a job that does it. */
    REPACK("repack"),
    /** Which keys open it; with the password, also which one that is of. */
    KEYS("keys"),
    /** No question but an order: adds a key for another password. */
    ADD_KEY("add-key"),
    /** No question but an order: removes a key. */
    REMOVE_KEY("remove-key"),
    /** Whether it can be given the newest version of the format, or, unless it is a dry run, an order: gives it that. */
    UPGRADE("upgrade");

    private final String word;

    Question(String word) {
        this.word = word;
    }

    /** The last part of its address, and the name of its command. */
    public String word() {
        return word;
    }

    /** Whether it is about what was deleted or replaced. */
    public boolean isAboutTrash() {
        return this == TRASH || this == HISTORY || this == RESTORE || this == EMPTY;
    }

    /** The question of this name. */
    public static Optional<Question> of(String word) {
        return Stream.of(values()).filter(one -> one.word.equals(word)).findFirst();
    }

    /** What the last line of its answer is, if it is no problem. */
    Class<? extends Record> summary() {
        return switch (this) {
            case SHOW -> ShowView.class;
            case DEDUP -> DedupView.class;
            case CHECK -> CheckView.class;
            case TRASH -> TrashView.class;
            case HISTORY -> HistoryView.class;
            case RESTORE -> RestoreView.class;
            case EMPTY -> EmptyView.class;
            case REPACK -> PlanView.class;
            case KEYS -> KeysView.class;
            case ADD_KEY, REMOVE_KEY -> KeyView.class;
            case UPGRADE -> UpgradeView.class;
        };
    }
}
