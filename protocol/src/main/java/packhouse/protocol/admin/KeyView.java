package packhouse.protocol.admin;

/**
 * A key that was added or removed.
 *
 * @param id of its file
 */
public record KeyView(String repository, String id) implements Message {

    @Override
    public String messageType() {
        return "summary";
    }
}
