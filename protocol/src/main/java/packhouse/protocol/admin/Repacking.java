package packhouse.protocol.admin;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;

/**
 * That a repository be repacked; in JSON {@code "dryRun":true,"options":{"compression":"max"}}.
 *
 * @param dryRun whether only the plan is wanted
 * @param options what to do
 */
public record Repacking(boolean dryRun, RepackWish options) {

    /** As usual, at once. */
    public static final Repacking USUAL = new Repacking(false, RepackWish.USUAL);

    private static final String DRY_RUN = "dryRun";
    private static final String OPTIONS = "options";

    void write(JsonGenerator json) throws IOException {
        if (equals(USUAL)) {
            return;
        }
        json.writeBooleanField(DRY_RUN, dryRun);
        json.writeFieldName(OPTIONS);
        RecordWriter.write(options, json);
    }

    /** Whether this name in JSON is one of its components. */
    static boolean has(String name) {
        return name.equals(DRY_RUN) || name.equals(OPTIONS);
    }

    /** This order with the component whose value begins at the present token. */
    Repacking with(String name, JsonParser json) throws IOException {
        if (name.equals(OPTIONS)) {
            return new Repacking(dryRun, RecordReader.read(RepackWish.class, json));
        }
        if (!json.currentToken().isBoolean()) {
            throw new IOException("what the body says under '" + name + "' is neither true nor false");
        }
        return new Repacking(json.getBooleanValue(), options);
    }
}
