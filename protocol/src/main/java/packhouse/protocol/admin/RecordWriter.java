package packhouse.protocol.admin;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/** Records to JSON. */
final class RecordWriter {

    private RecordWriter() {}

    static void write(Record view, JsonGenerator json) throws IOException {
        json.writeStartObject();
        writeComponents(view, json);
        json.writeEndObject();
    }

    static void writeComponents(Record view, JsonGenerator json) throws IOException {
        for (RecordComponent component : view.getClass().getRecordComponents()) {
            json.writeFieldName(component.getName());
            writeValue(value(view, component), json);
        }
    }

    private static Object value(Record view, RecordComponent component) {
        try {
            return Objects.requireNonNull(component.getAccessor().invoke(view));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("views are public records whose accessors only return", e);
        }
    }

    private static void writeValue(Object value, JsonGenerator json) throws IOException {
        if (value instanceof Optional<?> maybe) {
            if (maybe.isPresent()) {
                writeValue(maybe.get(), json);
            } else {
                json.writeNull();
            }
        } else if (value instanceof String text) {
            json.writeString(text);
        } else if (value instanceof Integer || value instanceof Long) {
            json.writeNumber(((Number) value).longValue());
        } else if (value instanceof Boolean truth) {
            json.writeBoolean(truth);
        } else if (value instanceof Instant time) {
            // Nobody needs more than milliseconds.
            json.writeString(time.truncatedTo(ChronoUnit.MILLIS).toString());
        } else {
            writeStructure(value, json);
        }
    }

    private static void writeStructure(Object value, JsonGenerator json) throws IOException {
        if (value instanceof Record record) {
            write(record, json);
        } else if (value instanceof List<?> list) {
            json.writeStartArray();
            for (Object element : list) {
                writeValue(element, json);
            }
            json.writeEndArray();
        } else if (value instanceof Map<?, ?> map) {
            json.writeStartObject();
            for (Map.Entry<?, ?> entry : new TreeMap<>(map).entrySet()) {
                json.writeFieldName((String) entry.getKey());
                writeValue(entry.getValue(), json);
            }
            json.writeEndObject();
        } else {
            throw new IllegalStateException("no view has a " + value.getClass());
        }
    }
}
