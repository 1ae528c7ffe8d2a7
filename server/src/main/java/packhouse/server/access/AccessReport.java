package packhouse.server.access;

/** What this package tells people; called on any thread, so it must not wait. */
public interface AccessReport {

    /**
     * Somebody tried to log in and was turned away. The line this becomes is what fail2ban reads.
     *
     * @param user as sent, unchecked: any characters, at most {@link UserName#MAX_LENGTH} of them; may be empty
     * @param remote address of the peer without its port, empty for a unix socket
     * @param why in the server's own words
     */
    void loginFailed(String user, String remote, String why);

    /** Something about the users that somebody should look at. */
    void warning(String what);

    /** Something about the users that is as it should be. */
    void notice(String what);
}
