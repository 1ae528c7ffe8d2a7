package packhouse.storage.format;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import packhouse.protocol.FileId;

/** One node of a tree while it is read; the same object reads all of them. The grammar stands in {@link TreeReader}. */
final class TreeNode {

    /** What is shown of a name, in bytes: enough to find the file again. */
    private static final int SHOWN = 200;

    /** A tree with more flaws than this was made up; nobody reads them all, and each is kept by someone. */
    private static final int MAX_FLAWS = 100;

    private static final FileId NULL = new FileId(0, 0, 0, 0);
    private static final byte[] FILE = ascii("file");
    private static final byte[] DIR = ascii("dir");
    private static final byte[][] OTHERS = {
        ascii("symlink"), ascii("dev"), ascii("chardev"), ascii("fifo"), ascii("socket")
    };

    /** Those that are passed over stand here too, so that they are known at the first look. */
    private static final JsonNames NAMES = new JsonNames(
            "name",
            "type",
            "content",
            "subtree",
            "mode",
            "mtime",
            "atime",
            "ctime",
            "uid",
            "gid",
            "user",
            "group",
            "inode",
            "device_id",
            "size",
            "links",
            "linktarget",
            "extended_attributes",
            "generic_attributes",
            "device");

    private final JsonReader json;
    private final TreeVisitor visitor;
    private final JsonText name = new JsonText(SHOWN);
    private final JsonText type = new JsonText(SHOWN);
    private boolean content;
    private boolean subtree;
    private long flaws;

    TreeNode(JsonReader json, TreeVisitor visitor) {
        this.json = json;
        this.visitor = visitor;
    }

    private static byte[] ascii(String word) {
        return word.getBytes(StandardCharsets.US_ASCII);
    }

    /** Reads the next node. */
    void read() throws IOException {
        name.clear();
        type.clear();
        content = false;
        subtree = false;
        json.beginObject();
        while (json.nextMember(NAMES)) {
            switch (json.name()) {
                case "name" -> json.text(name);
                case "type" -> json.text(type);
                case "content" -> content();
                case "subtree" -> subtree();
                default -> json.skip();
            }
        }
        judge();
    }

    private void content() throws IOException {
        if (json.tryNull()) {
            return;
        }
        content = true;
        json.beginArray();
        for (long i = 0; json.nextElement(); i++) {
            FileId id = json.id();
            if (id.equals(NULL)) {
                flaw("file " + quoted(name) + ": blob " + i + " has a null id");
            } else {
                visitor.data(id);
            }
        }
    }

    private void subtree() throws IOException {
        if (json.tryNull()) {
            return;
        }
        subtree = true;
        FileId id = json.id();
        if (id.equals(NULL)) {
            flaw("folder " + quoted(name) + ": its tree has a null id");
        } else {
            visitor.subtree(id);
        }
    }

    private void judge() {
        if (type.is(FILE)) {
            if (!content) {
                flaw("file " + quoted(name) + " has no list of blobs");
            }
        } else if (type.is(DIR)) {
            if (!subtree) {
                flaw("folder " + quoted(name) + " has no tree");
            }
        } else if (Arrays.stream(OTHERS).noneMatch(type::is)) {
            flaw("node " + quoted(name) + " of invalid type " + quoted(type));
        }
        if (name.isEmpty()) {
            flaw("a node without name");
        }
    }

    private void flaw(String sentence) {
        if (++flaws <= MAX_FLAWS) {
            visitor.flaw(sentence);
        }
    }

    /** There are no more nodes: tells how many flaws were not told. */
    void end() {
        if (flaws > MAX_FLAWS) {
            visitor.flaw("and " + (flaws - MAX_FLAWS) + " more flaws");
        }
    }

    private static String quoted(JsonText text) {
        return "\"" + text + '"';
    }
}
