package packhouse.storage.manage;

import packhouse.protocol.FileId;

/** What became of a change of keys. */
public sealed interface KeyOutcome {

    /** It happened, to this key file. */
    record Done(FileId key) implements KeyOutcome {}

    /** Nothing happened: a rule is against it, as this sentence says. */
    record Refused(String why) implements KeyOutcome {}

    /** Nothing happened: this many keys have an id that begins like that, and one is wanted. */
    record Unclear(int found) implements KeyOutcome {}
}
