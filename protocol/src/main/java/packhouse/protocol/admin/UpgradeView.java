package packhouse.protocol.admin;

/**
 * What became, or would become, of the format of a repository.
 *
 * @param from its version before
 * @param to its version afterwards; the same if there is nothing to do
 * @param commit the deed as the history has it; 0 if nothing was done
 */
public record UpgradeView(String repository, int from, int to, long commit) implements Message {

    /** Whether it has the newest version already. */
    public boolean isNothing() {
        return from == to;
    }

    @Override
    public String messageType() {
        return "summary";
    }
}
