package packhouse.it.tidy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The project's files, as they lie in the folders. */
final class Sources {

    /** Maven runs tests in the folder of their module. */
    static final Path TOP = Path.of("..").toAbsolutePath().normalize();

    private static final Set<String> NOT_OURS = Set.of("target", ".git", ".build", "data", ".packhouse", ".idea");

    private Sources() {}

    /** All files below a folder of the project but what is built or fetched. */
    static List<Path> below(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).filter(Sources::isOurs).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Java files of the program itself. */
    static List<Path> ofTheProgram() {
        return Stream.of("protocol", "storage", "server")
                .flatMap(module -> below(TOP.resolve(module).resolve("src/main/java")).stream())
                .toList();
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isOurs(Path file) {
        for (Path name : TOP.relativize(file)) {
            if (NOT_OURS.contains(name.toString())) {
                return false;
            }
        }
        return true;
    }
}
