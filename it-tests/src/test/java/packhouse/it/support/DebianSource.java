package packhouse.it.support;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Where Debian's packages come from: the mirror that this machine already uses, and the keys they are signed with. */
record DebianSource(String mirror, Path keyring) {

    private static final Path APT = Path.of("/etc/apt");
    private static final Pattern URI = Pattern.compile(
            "^(?:URIs:|deb(?:\\s+\\[[^\\]]*\\])?)\\s+(\\w+://\\S+/debian)/?(?:\\s|$)", Pattern.MULTILINE);
    private static final List<Path> KEYRINGS = List.of(
            Path.of("/usr/share/keyrings/debian-archive-keyring.gpg"),
            Path.of("/usr/share/keyrings/debian-archive-keyring.pgp"));

    /** The source as this machine would have it. */
    static DebianSource ofHost() throws IOException {
        Path keyring = KEYRINGS.stream()
                .filter(Files::isReadable)
                .findFirst()
                .orElseThrow(
                        () -> new IOException("none of " + KEYRINGS + " is there to check Debian's signatures with"));
        String mirror = hostMirror(APT).orElseThrow(() -> new IOException("no mirror of Debian is named below " + APT));
        return new DebianSource(mirror, keyring);
    }

    /** The mirror in apt's configuration in this folder. */
    static Optional<String> hostMirror(Path configuration) throws IOException {
        for (Path file : sources(configuration)) {
            Matcher uri = URI.matcher(Files.readString(file));
            if (uri.find()) {
                return Optional.of(uri.group(1));
            }
        }
        return Optional.empty();
    }

    private static List<Path> sources(Path configuration) throws IOException {
        Path parts = configuration.resolve("sources.list.d");
        try (Stream<Path> entries = Files.isDirectory(parts) ? Files.list(parts) : Stream.empty()) {
            return Stream.concat(Stream.of(configuration.resolve("sources.list")), entries.sorted())
                    .filter(file ->
                            file.toString().endsWith(".list") || file.toString().endsWith(".sources"))
                    .filter(Files::isReadable)
                    .toList();
        }
    }

    /** The line for one suite in apt's {@code sources.list}. */
    String line(String suite) {
        return "deb [signed-by=" + keyring + "] " + mirror + " " + suite + " main\n";
    }
}
