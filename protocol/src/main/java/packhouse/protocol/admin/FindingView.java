package packhouse.protocol.admin;

import java.util.Optional;

/**
 * One thing that a check found.
 *
 * @param severity {@code error}, {@code warning} or {@code hint}
 * @param code the kind of finding, never changes
 * @param sentence for people
 * @param cure what to do about it, empty if nothing known helps
 */
public record FindingView(String severity, String code, String sentence, Optional<String> cure) implements Message {

    @Override
    public String messageType() {
        return "finding";
    }

    @Override
    public boolean isLast() {
        return false;
    }
}
