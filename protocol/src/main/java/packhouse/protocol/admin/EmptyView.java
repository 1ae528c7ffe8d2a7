package packhouse.protocol.admin;

/**
 * What was destroyed.
 *
 * @param files how many
 * @param bytes their sizes together
 */
public record EmptyView(String repository, long files, long bytes) implements Message {

    @Override
    public String messageType() {
        return "summary";
    }
}
