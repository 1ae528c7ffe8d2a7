package packhouse.protocol.admin;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A question about a repository with what it needs; in JSON {@code {"password":"...","readData":"5%","ids":["..."],"commit":7,
 * "all":true,"dryRun":true,"options":{},"key":"0a1b","user":"alice","host":"nas","newPassword":"..."}}, all optional.
 *
 * @param readData which packs a check reads as a whole: {@code none}, {@code all}, {@code n/t}, {@code 5%} or {@code 10G}
 * @param selection what of the trash is meant
 * @param repacking what a repack is to do; whether an upgrade is only asked about
 * @param keying which key is meant
 * @param password the repository's, in bytes of UTF-8
 */
public record Inquiry(
        Question question,
        String readData,
        Selection selection,
        Repacking repacking,
        Keying keying,
        Optional<Secret> password)
        implements AutoCloseable {

    /** A check that reads no pack as a whole. */
    public static final String NO_DATA = "none";

    /** A check that reads every pack as a whole. */
    public static final String ALL_DATA = "all";

    private static final String READ_DATA = "readData";

    /** A question about what is stored. */
    public Inquiry(Question question, String readData, Optional<Secret> password) {
        this(question, readData, Selection.NOTHING, Repacking.USUAL, Keying.NOTHING, password);
    }

    /** A question about the trash, or an order. */
    public static Inquiry ofTrash(Question question, Selection selection) {
        return new Inquiry(question, NO_DATA, selection, Repacking.USUAL, Keying.NOTHING, Optional.empty());
    }

    /** What a repack would do, or the order to do it. */
    public static Inquiry ofRepack(Repacking repacking, Optional<Secret> password) {
        return new Inquiry(Question.REPACK, NO_DATA, Selection.NOTHING, repacking, Keying.NOTHING, password);
    }

    /** A change of keys, with the password of one that is there. */
    public static Inquiry ofKeys(Question question, Keying keying, Optional<Secret> password) {
        return new Inquiry(question, NO_DATA, Selection.NOTHING, Repacking.USUAL, keying, password);
    }

    /** An order to upgrade the format, or the question whether that can be. */
    public static Inquiry ofUpgrade(boolean dryRun, Optional<Secret> password) {
        Repacking look = new Repacking(dryRun, RepackWish.USUAL);
        return new Inquiry(Question.UPGRADE, NO_DATA, Selection.NOTHING, look, Keying.NOTHING, password);
    }

    /** As the body of a request; the caller wipes it. */
    public byte[] json() {
        return new Form(Map.of(READ_DATA, readData), password).json(json -> {
            selection.write(json);
            repacking.write(json);
            keying.write(json);
        });
    }

    /**
     * The inquiry out of the body of a request, which may be empty.
     *
     * @throws IOException if it is no such document; neither message nor cause quote it
     */
    public static Inquiry parse(Question question, byte[] body) throws IOException {
        Selection[] selection = {Selection.NOTHING};
        Repacking[] repacking = {Repacking.USUAL};
        Keying[] keying = {Keying.NOTHING};
        Form form;
        try {
            form = Form.parse(body, Set.of(READ_DATA), (name, json) -> {
                if (Selection.has(name)) {
                    selection[0] = selection[0].with(name, json);
                } else if (Repacking.has(name)) {
                    repacking[0] = repacking[0].with(name, json);
                } else if (Keying.has(name)) {
                    keying[0] = keying[0].with(name, json);
                } else {
                    return false;
                }
                return true;
            });
        } catch (IOException e) {
            keying[0].close();
            throw e;
        }
        String readData = form.texts().getOrDefault(READ_DATA, NO_DATA);
        return new Inquiry(question, readData, selection[0], repacking[0], keying[0], form.password());
    }

    /** Wipes the passwords. */
    @Override
    public void close() {
        keying.close();
        password.ifPresent(Secret::close);
    }
}
