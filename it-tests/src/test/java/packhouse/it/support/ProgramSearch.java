package packhouse.it.support;

import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Looks for one program: on the PATH, in the build folder, in Debian's suites; and remembers where it looked in vain. */
final class ProgramSearch {

    private static final Duration VERSION_LIMIT = Patience.STEP;

    private final Program program;
    private final Path folder;
    private final List<String> tried = new ArrayList<>();

    /** A search that unpacks what it fetches below this folder. */
    ProgramSearch(Program program, Path folder) {
        this.program = program;
        this.folder = folder;
    }

    /** What did not help, one line each. */
    List<String> tried() {
        return List.copyOf(tried);
    }

    Optional<Path> find() throws IOException {
        Optional<Path> onPath = Stream.of(
                        System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .flatMap(directory -> in(Path.of(directory)))
                .filter(this::fits)
                .findFirst();
        return onPath.isPresent() ? onPath : unpacked();
    }

    /** One process at a time, so that a package is fetched once. */
    private Optional<Path> unpacked() throws IOException {
        Files.createDirectories(folder);
        try (FileChannel channel =
                FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.lock();
            Optional<Path> known = program.suites().stream()
                    .flatMap(suite -> in(target(suite).resolve("usr/bin")))
                    .filter(this::fits)
                    .findFirst();
            return known.isPresent() ? known : fetch();
        }
    }

    private Optional<Path> fetch() throws IOException {
        for (String suite : program.suites()) {
            try {
                new DebianPackages(folder, DebianSource.ofHost()).unpack(suite, program.debianPackage(), target(suite));
            } catch (IOException e) {
                tried.add("Debian " + suite + ": " + e.getMessage());
                continue;
            }
            Optional<Path> found =
                    in(target(suite).resolve("usr/bin")).filter(this::fits).findFirst();
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private Path target(String suite) {
        return folder.resolve(program.debianPackage() + "-" + suite);
    }

    private Stream<Path> in(Path directory) {
        return program.names().stream().map(directory::resolve).filter(Files::isExecutable);
    }

    private boolean fits(Path candidate) {
        try {
            Outcome answer = Command.run(VERSION_LIMIT, candidate.toString(), program.versionFlag());
            if (answer.isGood() && program.fits(answer.said())) {
                return true;
            }
            tried.add(candidate + ": " + answer.said().strip());
        } catch (IOException e) {
            tried.add(candidate + ": " + e.getMessage());
        }
        return false;
    }
}
