package packhouse.server.access;

import java.util.Optional;

/**
 * One line of the user file that names a user.
 *
 * <pre>
 * line = *blank ( name ":" *blank hash [ ":" anything ] / "#" anything / nothing )
 * </pre>
 */
record UserLine(String name, StoredHash hash) {

    /** What a line can be. */
    enum Kind {
        USER,
        NOTHING,
        STRANGE
    }

    static Kind kind(String line) {
        String content = line.strip();
        if (content.isEmpty() || content.startsWith("#")) {
            return Kind.NOTHING;
        }
        return parse(line).isPresent() ? Kind.USER : Kind.STRANGE;
    }

    /** The user of this line, empty if it names none. */
    static Optional<UserLine> parse(String line) {
        String[] fields = line.strip().split(":", 3);
        return fields.length < 2 || fields[0].startsWith("#") || !UserName.isAcceptable(fields[0])
                ? Optional.empty()
                : Optional.of(new UserLine(fields[0], StoredHash.parse(fields[1].strip())));
    }

    @Override
    public String toString() {
        return name;
    }
}
