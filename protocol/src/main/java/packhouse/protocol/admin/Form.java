package packhouse.protocol.admin;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The body of a request that may hold a password: a JSON object of texts, of which no copy of the password stays behind.
 *
 * @param texts by their names, but the password
 * @param password what stands under {@code password}
 */
record Form(Map<String, String> texts, Optional<Secret> password) {

    private static final String PASSWORD = "password";

    /** Buffers that nobody uses again: the password would lie in them. */
    private static final JsonFactory JSON = JsonFactory.builder()
            .recyclerPool(JsonRecyclerPools.nonRecyclingPool())
            .build();

    Form {
        texts = Map.copyOf(texts);
    }

    /** Writes members that are no texts. */
    @FunctionalInterface
    interface More {
        void write(JsonGenerator json) throws IOException;
    }

    /** Reads members that are no texts: takes the value that begins at the present token, if it is one of its own. */
    @FunctionalInterface
    interface Taker {
        boolean take(String name, JsonParser json) throws IOException;
    }

    /** As the body of a request; the caller wipes it. */
    byte[] json() {
        return json(nothing -> {});
    }

    /** As the body of a request, with more members; the caller wipes it. */
    byte[] json(More more) {
        Wiped bytes = new Wiped();
        try (bytes;
                JsonGenerator json = JSON.createGenerator(bytes, JsonEncoding.UTF8)) {
            json.writeStartObject();
            for (Map.Entry<String, String> text : texts.entrySet()) {
                json.writeStringField(text.getKey(), text.getValue());
            }
            more.write(json);
            if (password.isPresent()) {
                byte[] secret = password.get().bytes();
                json.writeFieldName(PASSWORD);
                json.writeUTF8String(secret, 0, secret.length);
            }
            json.writeEndObject();
            json.flush();
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
    }

    /**
     * The form out of the body of a request, which may be empty. Names that are not wanted are passed over.
     *
     * @throws IOException if it is no such document; neither message nor cause quote it
     */
    static Form parse(byte[] body, Set<String> wanted) throws IOException {
        return parse(body, wanted, (name, json) -> false);
    }

    /** The same, but {@code taker} is asked first for each name but that of the password. */
    static Form parse(byte[] body, Set<String> wanted, Taker taker) throws IOException {
        Map<String, String> texts = new LinkedHashMap<>();
        Optional<Secret> password = Optional.empty();
        try (JsonParser json = JSON.createParser(body)) {
            if (json.nextToken() != null && !json.isExpectedStartObjectToken()) {
                throw new IOException("the body is no JSON object");
            }
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                JsonToken value = json.nextToken();
                if (!name.equals(PASSWORD) && taker.take(name, json)) {
                    continue;
                }
                boolean known = name.equals(PASSWORD) || wanted.contains(name);
                if (value.isStructStart() || (known && value != JsonToken.VALUE_STRING)) {
                    throw new IOException("what the body says under '" + name + "' is no text");
                }
                if (name.equals(PASSWORD)) {
                    password.ifPresent(Secret::close);
                    password = Optional.of(
                            Secret.of(json.getTextCharacters(), json.getTextOffset(), json.getTextLength()));
                } else if (known) {
                    texts.put(name, json.getText());
                }
            }
            return new Form(texts, password);
        } catch (IOException e) {
            password.ifPresent(Secret::close);
            throw e instanceof JsonProcessingException ? new IOException("the body is no JSON (RFC 8259)") : e;
        }
    }

    /** Memory that is cleared in the end. */
    private static final class Wiped extends ByteArrayOutputStream {
        Wiped() {
            super(1024);
        }

        @Override
        public void close() {
            Arrays.fill(buf, (byte) 0);
        }
    }
}
