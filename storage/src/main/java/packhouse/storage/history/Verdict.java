package packhouse.storage.history;

/** What becomes of a commit of the server's own that was cut off. */
enum Verdict {
    /** It is in force, so the rest of it is done. */
    FINISH,
    /** It is not in force, and everything that it would hide is there, so what it placed goes again. */
    WITHDRAW,
    /** Something is missing, so that what is there may be the only copy: all of it stays. */
    KEEP;

    /**
     * Decides.
     *
     * @param inForce whether its switch is in the log
     * @param came whether everything that it shows lies in its place
     * @param stays whether everything that it hides still does
     * @param hides whether it hides anything
     * @param last whether the log is whole and nothing was begun after it
     */
    static Verdict of(boolean inForce, boolean came, boolean stays, boolean hides, boolean last) {
        if (inForce) {
            // Clients have seen it. If something of it is gone one of them took it away, and may have built on the
            // rest.
            return came ? FINISH : KEEP;
        }
        // Where all stays that it would hide, nobody needs what it placed. What only adds may be needed, so it is not
        // taken
        // back if the entry that put it in force may be lost.
        return stays && (hides || last) ? WITHDRAW : KEEP;
    }
}
