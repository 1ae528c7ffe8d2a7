package packhouse.storage.format;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A small document as its members, each with the bytes it was written with, so that a member that nobody here knows outlives the
 * rewriting of the others. Like Go it finds {@code tree} where {@code Tree} stands; a document with both is refused.
 *
 * @param file what errors call it
 * @param members in the order of the document
 */
record JsonDocument(String file, List<Member> members) {

    /** Snapshots list the paths and patterns of the command that made them; a hundred thousand of them fit. */
    private static final int MAX_BYTES = 16 << 20;

    /** Snapshots of all clients together know fewer than fifty. */
    private static final int MAX_MEMBERS = 256;

    private static final int MAX_NAME = 256;

    /**
     * One member.
     *
     * @param raw the bytes of its value, a character for each, because a string does not change
     * @param position of its first byte in the document
     */
    record Member(String name, String raw, long position) {

        private byte[] bytes() {
            return raw.getBytes(StandardCharsets.ISO_8859_1);
        }
    }

    JsonDocument {
        members = List.copyOf(members);
    }

    /** Reads a document of at most 16 MiB. */
    static JsonDocument read(InputStream json, String file) throws IOException {
        byte[] bytes = json.readNBytes(MAX_BYTES + 1);
        if (bytes.length > MAX_BYTES) {
            throw new FormatException.Corrupt(file, -1, "larger than " + MAX_BYTES + " bytes");
        }
        return parse(bytes, file, 0);
    }

    private static JsonDocument parse(byte[] bytes, String file, long start) throws IOException {
        JsonReader reader = new JsonReader(new JsonInput(bytes.clone(), file, start));
        JsonText name = new JsonText(MAX_NAME);
        List<Member> members = new ArrayList<>();
        reader.beginObject();
        while (reader.nextMember(name)) {
            if (name.isCut()
                    || members.size() == MAX_MEMBERS
                    || find(members, name.toString()).isPresent()) {
                throw reader.wrong("too many members, too long a name or a name that stands there twice: " + name);
            }
            reader.peek();
            long from = reader.position();
            reader.skip();
            int length = (int) (reader.position() - from);
            String raw = new String(bytes, (int) (from - start), length, StandardCharsets.ISO_8859_1);
            members.add(new Member(name.toString(), raw, from));
        }
        reader.end();
        return new JsonDocument(file, members);
    }

    private static Optional<Member> find(List<Member> members, String name) {
        return members.stream().filter(m -> m.name.equalsIgnoreCase(name)).findFirst();
    }

    private Optional<Member> present(String name) {
        return find(members, name).filter(member -> !member.raw.equals("null"));
    }

    /** The value of a member, to be read; empty if it is missing or null. */
    Optional<JsonReader> value(String name) {
        return present(name).map(member -> new JsonReader(new JsonInput(member.bytes(), file, member.position)));
    }

    /** The object that is the value of a member; empty if it is missing or null. */
    Optional<JsonDocument> child(String name) throws IOException {
        Optional<Member> member = present(name);
        return member.isEmpty()
                ? Optional.empty()
                : Optional.of(parse(member.get().bytes(), file, member.get().position));
    }

    /** The same with this value for a member, which comes last if it is new. */
    JsonDocument with(String name, GoJson value) {
        Member changed = new Member(name, value.toString(), 0);
        List<Member> all = new ArrayList<>(members);
        int at = find(members, name).map(members::indexOf).orElse(all.size());
        if (at < all.size()) {
            all.set(at, changed);
        } else {
            all.add(changed);
        }
        return new JsonDocument(file, all);
    }

    /** The same without this member. */
    JsonDocument without(String name) {
        return new JsonDocument(
                file,
                members.stream().filter(m -> !m.name.equalsIgnoreCase(name)).toList());
    }

    /** The document, without a newline at its end. */
    byte[] toJson() {
        GoJson json = new GoJson();
        String before = "{";
        for (Member member : members) {
            json.raw(before).string(member.name).raw(":").raw(member.raw);
            before = ",";
        }
        return json.raw(members.isEmpty() ? "{}" : "}").toBytes();
    }
}
