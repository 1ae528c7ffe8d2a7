package packhouse.protocol.admin;

/** Something that happened while the answer is worked out, as a sentence for people without its full stop. */
public record LineView(String text) implements Message {

    @Override
    public String messageType() {
        return "line";
    }

    @Override
    public boolean isLast() {
        return false;
    }
}
