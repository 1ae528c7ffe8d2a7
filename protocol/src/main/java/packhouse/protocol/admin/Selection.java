package packhouse.protocol.admin;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Which files of a trash are meant.
 *
 * @param ids beginnings of their ids, or {@code config}; at most {@link #MAX_IDS}
 * @param commit those that this commit hid, 0 if that does not matter
 * @param all whether all are
 */
public record Selection(List<String> ids, long commit, boolean all) {

    /** No files. */
    public static final Selection NOTHING = new Selection(List.of(), 0, false);

    /** Who means more of them means a commit, or all. */
    public static final int MAX_IDS = 100;

    private static final Set<String> NAMES = Set.of("ids", "commit", "all");

    public Selection {
        ids = List.copyOf(ids);
    }

    /** Whether it means no files at all. */
    public boolean isNothing() {
        return ids.isEmpty() && commit == 0 && !all;
    }

    void write(JsonGenerator json) throws IOException {
        if (isNothing()) {
            return;
        }
        json.writeArrayFieldStart("ids");
        for (String id : ids) {
            json.writeString(id);
        }
        json.writeEndArray();
        json.writeNumberField("commit", commit);
        json.writeBooleanField("all", all);
    }

    /** Whether this name in JSON is one of its components. */
    static boolean has(String name) {
        return NAMES.contains(name);
    }

    /** This selection with the component whose value begins at the present token. */
    Selection with(String name, JsonParser json) throws IOException {
        JsonToken value = json.currentToken();
        if (name.equals("all") && value.isBoolean()) {
            return new Selection(ids, commit, value == JsonToken.VALUE_TRUE);
        }
        if (name.equals("commit") && value == JsonToken.VALUE_NUMBER_INT) {
            return new Selection(ids, json.getLongValue(), all);
        }
        if (name.equals("ids") && value == JsonToken.START_ARRAY) {
            return new Selection(texts(json), commit, all);
        }
        throw new IOException("what the body says under '" + name + "' is not as it has to be");
    }

    private static List<String> texts(JsonParser json) throws IOException {
        List<String> texts = new ArrayList<>();
        while (json.nextToken() == JsonToken.VALUE_STRING && texts.size() < MAX_IDS) {
            texts.add(json.getText());
        }
        if (json.currentToken() != JsonToken.END_ARRAY) {
            throw new IOException("'ids' are at most " + MAX_IDS + " texts");
        }
        return texts;
    }
}
