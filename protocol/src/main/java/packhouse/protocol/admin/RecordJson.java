package packhouse.protocol.admin;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/**
 * The records of this package as JSON (RFC 8259, UTF-8): components under their own names, in their order, times as RFC 3339, what is
 * empty as {@code null}. A reader passes over names that it does not know and takes what is missing for nothing: 0, "", empty.
 *
 * <p>First used by the first answer that needs it: a server that nobody asks does not pay for it at its start.
 */
public final class RecordJson {

    private static final JsonFactory JSON = new JsonFactory();

    private RecordJson() {}

    /** A document, with a line feed behind it. */
    public static byte[] document(Record view) {
        return bytes(json -> RecordWriter.write(view, json));
    }

    /** A line of a stream, with its line feed. */
    public static byte[] line(Message message) {
        return bytes(json -> {
            json.writeStartObject();
            json.writeStringField(Message.TYPE, message.messageType());
            RecordWriter.writeComponents((Record) message, json);
            json.writeEndObject();
        });
    }

    /**
     * The record that a document holds.
     *
     * @throws IOException if it is no JSON object, or something in it has another type than expected
     */
    public static <T extends Record> T read(Class<T> type, String document) throws IOException {
        try (JsonParser json = JSON.createParser(document)) {
            json.nextToken();
            return RecordReader.read(type, json);
        }
    }

    /**
     * The message that a line holds; empty if it is of a type that this version does not know.
     *
     * @param question what was asked, which tells what kind of summary comes
     * @throws IOException if the line does not begin with a type, or something in it is not as expected
     */
    public static Optional<Message> readLine(Question question, String line) throws IOException {
        try (JsonParser json = JSON.createParser(line)) {
            json.nextToken();
            if (!Message.TYPE.equals(json.nextFieldName())) {
                throw new IOException("a line without its " + Message.TYPE);
            }
            String type = String.valueOf(json.nextTextValue());
            return switch (type) {
                case "status" -> Optional.of(RecordReader.readComponents(Status.class, json));
                case "line" -> Optional.of(RecordReader.readComponents(LineView.class, json));
                case "finding" -> Optional.of(RecordReader.readComponents(FindingView.class, json));
                case "job" -> Optional.of(RecordReader.readComponents(JobView.class, json));
                case "error" -> Optional.of(RecordReader.readComponents(Views.Problem.class, json));
                case "summary" -> Optional.of((Message) RecordReader.readComponents(question.summary(), json));
                default -> Optional.empty();
            };
        }
    }

    @FunctionalInterface
    private interface Content {
        void write(JsonGenerator json) throws IOException;
    }

    private static byte[] bytes(Content content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            content.write(json);
            json.writeRaw('\n');
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
        return bytes.toByteArray();
    }
}
