package packhouse.storage.format;

import java.io.IOException;
import java.io.InputStream;

/**
 * What a directory points to. The document, the plaintext of a tree blob:
 *
 * <pre>
 * tree    = { "nodes": [ node... ], other... }
 * node    = { "name": string, "type": string, "content": [ id... ] | null, "subtree": id | null, other... }
 * id      = 64 lower-case hexadecimal digits
 * </pre>
 *
 * <p>Members come in any order. Pieces and subtrees count for nodes of any type, and those of a member that stands there twice both
 * count: whatever a client might read from the tree is told. Everything else is passed over, unlimited in length and unread, so a
 * tree of any size takes the memory of a small one.
 *
 * <p>Flaws are those that {@code restic check} finds in a tree that it can read.
 */
public final class TreeReader {

    private static final JsonNames TREE = new JsonNames("nodes");

    private TreeReader() {}

    /**
     * Reads a tree to its end and tells the visitor.
     *
     * @param json the plaintext; it stays open
     * @param file what errors call it
     * @throws FormatException if it does not follow the grammar; what the visitor heard is void then
     */
    public static void read(InputStream json, String file, TreeVisitor visitor) throws IOException {
        JsonReader reader = new JsonReader(json, file);
        TreeNode node = new TreeNode(reader, visitor);
        boolean listed = false;
        reader.beginObject();
        while (reader.nextMember(TREE)) {
            if (reader.name().equals(JsonNames.UNKNOWN)) {
                reader.skip();
            } else {
                nodes(reader, node);
                listed = true;
            }
        }
        reader.end();
        if (!listed) {
            throw reader.wrong("a tree without nodes");
        }
        node.end();
    }

    private static void nodes(JsonReader reader, TreeNode node) throws IOException {
        reader.beginArray();
        while (reader.nextElement()) {
            node.read();
        }
    }
}
