package packhouse.protocol.admin;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;

/**
 * What is to become of the keys of a repository; in JSON {@code "key":"0a1b","user":"alice","host":"nas","newPassword":"..."}.
 *
 * @param key the beginning of the id of the one that is meant; empty if none is
 * @param user who makes a new one
 * @param host where
 * @param newPassword what a new one is opened with
 */
public record Keying(String key, String user, String host, Optional<Secret> newPassword) implements AutoCloseable {

    /** Nothing. */
    public static final Keying NOTHING = new Keying("", "", "", Optional.empty());

    private static final String NEW_PASSWORD = "newPassword";

    private static final Set<String> NAMES = Set.of("key", "user", "host", NEW_PASSWORD);

    /** A key to be removed. */
    public static Keying of(String key) {
        return new Keying(key, "", "", Optional.empty());
    }

    void write(JsonGenerator json) throws IOException {
        if (equals(NOTHING)) {
            return;
        }
        json.writeStringField("key", key);
        json.writeStringField("user", user);
        json.writeStringField("host", host);
        if (newPassword.isPresent()) {
            byte[] secret = newPassword.get().bytes();
            json.writeFieldName(NEW_PASSWORD);
            json.writeUTF8String(secret, 0, secret.length);
        }
    }

    /** Whether this name in JSON is one of its components. */
    static boolean has(String name) {
        return NAMES.contains(name);
    }

    /** This with the component whose value begins at the present token. */
    Keying with(String name, JsonParser json) throws IOException {
        if (json.currentToken() != JsonToken.VALUE_STRING) {
            throw new IOException("what the body says under '" + name + "' is no text");
        }
        return switch (name) {
            case "key" -> new Keying(json.getText(), user, host, newPassword);
            case "user" -> new Keying(key, json.getText(), host, newPassword);
            case "host" -> new Keying(key, user, json.getText(), newPassword);
            default -> {
                close();
                yield new Keying(
                        key,
                        user,
                        host,
                        Optional.of(Secret.of(json.getTextCharacters(), json.getTextOffset(), json.getTextLength())));
            }
        };
    }

    /** Wipes the password. */
    @Override
    public void close() {
        newPassword.ifPresent(Secret::close);
    }
}
