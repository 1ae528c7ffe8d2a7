package packhouse.storage.format;

import java.io.IOException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import packhouse.protocol.FileId;

/**
 * The members of a small document as what they should be. Missing and {@code null} are one, as in Go; a member
 * of another kind is an error.
 */
record JsonFields(JsonDocument document) {

    /** As long as the largest document. */
    private static final int MAX_TEXT = 16 << 20;

    /** Room for each path of the largest command; what bounds it is the memory for so many strings. */
    private static final int MAX_TEXTS = 1 << 20;

    private interface Reading<T> {
        T from(JsonReader json) throws IOException;
    }

    private <T> Optional<T> read(String name, Reading<T> reading) throws IOException {
        Optional<JsonReader> json = document.value(name);
        if (json.isEmpty()) {
            return Optional.empty();
        }
        T value = reading.from(json.get());
        json.get().end();
        return Optional.of(value);
    }

    /** A text, empty if it is missing. */
    String text(String name) throws IOException {
        return read(name, json -> text(json, MAX_TEXT)).orElse("");
    }

    /** A list of texts, empty if it is missing. */
    List<String> texts(String name) throws IOException {
        return read(name, JsonFields::texts).orElse(List.of());
    }

    Optional<FileId> id(String name) throws IOException {
        return read(name, JsonReader::id);
    }

    /** A number from 0 to 2^63 - 1, 0 if it is missing. */
    long number(String name) throws IOException {
        return read(name, json -> json.number(Long.MAX_VALUE)).orElse(0L);
    }

    /** Whether it is true; false if it is missing. */
    boolean bool(String name) throws IOException {
        return read(name, JsonReader::bool).orElse(false);
    }

    Optional<OffsetDateTime> time(String name) throws IOException {
        return read(name, JsonFields::time);
    }

    private static String text(JsonReader json, int max) throws IOException {
        JsonText text = new JsonText(max);
        json.text(text);
        return text.toString();
    }

    private static List<String> texts(JsonReader json) throws IOException {
        List<String> texts = new ArrayList<>();
        json.beginArray();
        while (json.nextElement()) {
            if (texts.size() == MAX_TEXTS) {
                throw json.wrong("more than " + MAX_TEXTS + " texts in a list");
            }
            texts.add(text(json, MAX_TEXT));
        }
        return List.copyOf(texts);
    }

    private static OffsetDateTime time(JsonReader json) throws IOException {
        String text = text(json, GoTime.LONGEST);
        return GoTime.parse(text).orElseThrow(() -> json.wrong("wanted a time, not " + text));
    }

    /** What to throw if the document lacks something. */
    FormatException wrong(String what) {
        return new FormatException.Corrupt(document.file(), -1, what);
    }
}
