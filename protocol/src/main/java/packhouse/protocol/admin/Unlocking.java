package packhouse.protocol.admin;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * That a repository be unlocked: the server opens it with its password and keeps its key, not the password, in memory. In JSON {@code
 * {"password":"...","for":"8h"}}.
 *
 * @param password the repository's, in bytes of UTF-8
 * @param span how long the key is kept, a {@link Span}; empty means until the repository is locked or the server ends
 */
public record Unlocking(Secret password, Optional<String> span) implements AutoCloseable {

    private static final String FOR = "for";

    /** As the body of a request; the caller wipes it. */
    public byte[] json() {
        return new Form(span.map(text -> Map.of(FOR, text)).orElse(Map.of()), Optional.of(password)).json();
    }

    /**
     * What the body of a request asks.
     *
     * @throws IOException if it is no such document, or lacks the password; neither message nor cause quote it
     */
    public static Unlocking parse(byte[] body) throws IOException {
        Form form = Form.parse(body, Set.of(FOR));
        Secret password = form.password().orElseThrow(() -> new IOException("the body holds no password"));
        Optional<String> span = Optional.ofNullable(form.texts().get(FOR));
        if (span.isPresent() && Span.parse(span.get()).isEmpty()) {
            password.close();
            throw new IOException("what the body says under 'for' is no span of time: " + Span.FORM);
        }
        return new Unlocking(password, span);
    }

    /** How long the key is kept; empty means until the repository is locked or the server ends. */
    public Optional<Duration> time() {
        return span.flatMap(Span::parse);
    }

    /** Wipes the password. */
    @Override
    public void close() {
        password.close();
    }
}
