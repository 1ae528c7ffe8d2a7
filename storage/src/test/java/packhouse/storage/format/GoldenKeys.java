package packhouse.storage.format;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Objects;
import packhouse.storage.Golden;

/**
 * The master keys of the golden repositories, once opened by password and noted, because scrypt takes its half second for each by design.
 * A wrong one would not open anything.
 */
public final class GoldenKeys {

    /** The key of the repository. */
    public static RepositoryKey of(Golden golden) {
        String prefix = golden + " ";
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(GoldenKeys.class.getResourceAsStream("/golden/keys.txt")),
                StandardCharsets.US_ASCII))) {
            String line = lines.lines()
                    .filter(each -> each.startsWith(prefix))
                    .findFirst()
                    .orElseThrow();
            return RepositoryKey.of(HexFormat.of().parseHex(line.substring(prefix.length())))
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private GoldenKeys() {}
}
