package packhouse.protocol.admin;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** JSON to records. */
final class RecordReader {

    private static final Map<Type, Object> NOTHING =
            Map.of(String.class, "", long.class, 0L, int.class, 0, boolean.class, false, Instant.class, Instant.EPOCH);

    private RecordReader() {}

    /** The record that begins at the present token. */
    static <T extends Record> T read(Class<T> type, JsonParser json) throws IOException {
        expect(json.isExpectedStartObjectToken(), json, "an object");
        return readComponents(type, json);
    }

    /** The record whose next component, if any, comes next. */
    static <T extends Record> T readComponents(Class<T> type, JsonParser json) throws IOException {
        RecordComponent[] components = type.getRecordComponents();
        Object[] values = nothing(components);
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            int index = index(components, json.currentName());
            JsonToken token = json.nextToken();
            if (index < 0) {
                json.skipChildren();
            } else if (token != JsonToken.VALUE_NULL) {
                values[index] = value(components[index].getGenericType(), json);
            }
        }
        return make(type, components, values);
    }

    private static int index(RecordComponent[] components, String name) {
        for (int i = 0; i < components.length; i++) {
            if (components[i].getName().equals(name)) {
                return i;
            }
        }
        return -1;
    }

    private static <T extends Record> T make(Class<T> type, RecordComponent[] components, Object[] values) {
        Class<?>[] types = Stream.of(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            return type.getDeclaredConstructor(types).newInstance(values);
        } catch (InvocationTargetException
                | NoSuchMethodException
                | InstantiationException
                | IllegalAccessException e) {
            throw new IllegalStateException("views are public records that take what they are given", e);
        }
    }

    private static Object value(Type type, JsonParser json) throws IOException {
        if (type instanceof ParameterizedType generic) {
            Type[] of = generic.getActualTypeArguments();
            if (generic.getRawType() == Optional.class) {
                return Optional.of(value(of[0], json));
            }
            return generic.getRawType() == List.class ? list(of[0], json) : map(of[1], json);
        }
        if (type == long.class || type == Long.class || type == int.class) {
            expect(json.currentToken() == JsonToken.VALUE_NUMBER_INT, json, "a whole number");
            return type == int.class ? (Object) json.getIntValue() : (Object) json.getLongValue();
        }
        if (type == boolean.class) {
            return json.getBooleanValue();
        }
        if (((Class<?>) type).isRecord()) {
            return read(((Class<?>) type).asSubclass(Record.class), json);
        }
        expect(json.currentToken() == JsonToken.VALUE_STRING, json, "a text");
        return type == Instant.class ? time(json) : json.getText();
    }

    private static List<Object> list(Type type, JsonParser json) throws IOException {
        expect(json.isExpectedStartArrayToken(), json, "a list");
        List<Object> list = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            list.add(value(type, json));
        }
        return list;
    }

    private static Map<String, Object> map(Type type, JsonParser json) throws IOException {
        expect(json.isExpectedStartObjectToken(), json, "an object");
        Map<String, Object> map = new HashMap<>();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            map.put(name, value(type, json));
        }
        return map;
    }

    private static Instant time(JsonParser json) throws IOException {
        try {
            return Instant.parse(json.getText());
        } catch (DateTimeException e) {
            throw new IOException("'" + json.getText() + "' is no time", e);
        }
    }

    private static Object[] nothing(RecordComponent... components) {
        return Stream.of(components)
                .map(component -> nothing(component.getGenericType()))
                .toArray();
    }

    /** What stands for a component that is missing. */
    private static Object nothing(Type type) {
        if (type instanceof ParameterizedType generic) {
            if (generic.getRawType() == Optional.class) {
                return Optional.empty();
            }
            return generic.getRawType() == List.class ? List.of() : Map.of();
        }
        Object simple = NOTHING.get(type);
        if (simple != null) {
            return simple;
        }
        Class<? extends Record> inner = ((Class<?>) type).asSubclass(Record.class);
        RecordComponent[] components = inner.getRecordComponents();
        return make(inner, components, nothing(components));
    }

    private static void expect(boolean asExpected, JsonParser json, String what) throws IOException {
        if (!asExpected) {
            throw new IOException("not " + what + " at '" + json.currentName() + "'");
        }
    }
}
