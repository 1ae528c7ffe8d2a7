package packhouse.storage.disk;

/** The machine went off. An error, so that nothing that handles trouble with a file can mistake it for that. */
public final class PowerCut extends Error {

    private static final long serialVersionUID = 1;

    PowerCut() {
        super("simulated power cut");
    }
}
