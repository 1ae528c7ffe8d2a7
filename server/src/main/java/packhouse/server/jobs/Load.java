package packhouse.server.jobs;

/**
 * What clients ask of the server.
 *
 * @param inFlight requests that are being answered now
 * @param begun requests that have come since the start
 */
public record Load(int inFlight, long begun) {

    /** Nobody is there. */
    public static final Load NONE = new Load(0, 0);
}
