package packhouse.server.cli;

/** Exit codes beside 0 for done, 1 for failed and 2 for wrong usage; those of what a server refuses are told by its problem. */
final class ExitCodes {

    /** Done, but something could not be taken into account. */
    static final int ATTENTION = 3;

    /** Something is damaged. */
    static final int DAMAGE = 4;

    /** Nobody answers. */
    static final int NOT_REACHABLE = 16;

    /** The person did not want to wait. */
    static final int INTERRUPTED = 130;

    private ExitCodes() {}
}
