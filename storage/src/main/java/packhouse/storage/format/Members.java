package packhouse.storage.format;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;

/**
 * A small JSON document in memory: one object, read member by member. What it has that nobody asks for is skipped; {@code null} is
 * as if the member were not there, as it is for clients; a member that stands there twice is an error.
 */
final class Members {

    /** What the documents read here can do without: they are a few hundred bytes, with two levels. */
    private static final StreamReadConstraints LIMITS = StreamReadConstraints.builder()
            .maxNestingDepth(32)
            .maxNumberLength(32)
            .maxNameLength(1 << 10)
            .maxStringLength(64 << 10)
            .build();

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(LIMITS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    /** Is shown the members that are not null. */
    interface Visitor {
        /** The parser stands on the value; whoever takes an object or array reads it to its end, or not at all. */
        void member(String name, JsonParser value) throws IOException;
    }

    private final String file;
    private final long base;

    /**
     * @param file what errors call the document
     * @param base where in the file it begins, -1 if it is not to be found there byte for byte
     */
    Members(String file, long base) {
        this.file = file;
        this.base = base;
    }

    /** Shows the members of the document, which must be an object and nothing after it. */
    void read(byte[] json, Visitor visitor) throws FormatException {
        try (JsonParser parser = FACTORY.createParser(json)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw corrupt(0, "it is no JSON object");
            }
            readObject(parser, visitor);
            if (parser.nextToken() != null) {
                throw corrupt(at(parser), "something comes after the JSON object");
            }
        } catch (FormatException e) {
            throw e;
        } catch (IOException e) {
            // The words of the parser may quote what it read, and that may be a key.
            throw corrupt(-1, "it is not the JSON that it should be");
        }
    }

    /** Shows the members of the object at which the parser stands. */
    void readObject(JsonParser parser, Visitor visitor) throws IOException {
        require(parser, JsonToken.START_OBJECT, "an object");
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            if (parser.nextToken() != JsonToken.VALUE_NULL) {
                visitor.member(name, parser);
                parser.skipChildren();
            }
        }
    }

    String text(JsonParser value) throws IOException {
        require(value, JsonToken.VALUE_STRING, "a string");
        return value.getText();
    }

    byte[] base64(JsonParser value) throws IOException {
        require(value, JsonToken.VALUE_STRING, "a string");
        return value.getBinaryValue();
    }

    int integer(JsonParser value) throws IOException {
        require(value, JsonToken.VALUE_NUMBER_INT, "a whole number");
        return value.getIntValue();
    }

    private void require(JsonParser parser, JsonToken token, String what) throws IOException {
        if (parser.currentToken() != token) {
            throw corrupt(at(parser), "the JSON should have " + what + " here");
        }
    }

    private static long at(JsonParser parser) {
        return parser.currentTokenLocation().getByteOffset();
    }

    FormatException corrupt(long position, String what) {
        return new FormatException.Corrupt(file, base < 0 || position < 0 ? -1 : base + position, what);
    }
}
