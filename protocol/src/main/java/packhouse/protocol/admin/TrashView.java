package packhouse.protocol.admin;

import java.time.Instant;
import java.util.List;

/**
 * What the clients of a repository deleted and can be had back.
 *
 * @param files how many there are
 * @param bytes their sizes together
 * @param list those deleted last first; fewer than {@code files} if there are more than {@link #MAX_FILES}
 */
public record TrashView(String repository, long files, long bytes, List<File> list) implements Message {

    /** Files in the list: 6 MB of JSON. */
    public static final int MAX_FILES = 20_000;

    public TrashView {
        list = List.copyOf(list);
    }

    /**
     * One of them.
     *
     * @param type the folder that it lay in; {@code config} for the config
     * @param id 64 hexadecimal digits, empty for the config
     * @param deletedAt when its rest began
     * @param commit the commit that hid it
     * @param cause why, in words for people
     * @param state {@code resting}, {@code waiting} until the repository is without locks for half an hour, {@code superseded} until it is
     *     proven that nothing needs it, or {@code due}
     * @param restsUntil when it may be destroyed
     */
    public record File(
            String type,
            String id,
            long bytes,
            Instant deletedAt,
            long commit,
            String cause,
            String state,
            Instant restsUntil) {}

    @Override
    public String messageType() {
        return "summary";
    }
}
