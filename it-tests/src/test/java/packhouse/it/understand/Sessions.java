package packhouse.it.understand;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import packhouse.it.support.Program;
import packhouse.it.support.Restic;

/** Makes repositories in which a lot has happened: hosts that backed up at the same moment, levels of compression, forgotten snapshots. */
final class Sessions {

    private static final int FILES = 12;

    private final Path folder;
    private final Program generation;
    private final int version;
    private final Random random;

    /**
     * @param folder where everything is made; the repository is {@code folder/data/NAME}
     * @param generation of the client
     * @param version of the repository's format
     */
    Sessions(Path folder, Program generation, int version, long seed) {
        this.folder = folder;
        this.generation = generation;
        this.version = version;
        this.random = new Random(seed);
        System.out.println("sessions from seed " + seed);
    }

    Path data() throws IOException {
        return Files.createDirectories(folder.resolve("data"));
    }

    /** A client that uses the directory of the repository itself. */
    Restic client(String name) throws IOException {
        return client(generation, data().resolve(name));
    }

    Restic client(Program program, Path repository) {
        return Restic.of(program, folder.resolve("home-" + program.name()), repository.toString());
    }

    /** An empty repository. */
    Restic init(String name) throws IOException {
        Restic restic = client(name);
        restic.begin(version);
        return restic;
    }

    /** Files with bytes of which some compress; a folder below the other. */
    Path files(String name) throws IOException {
        Path files = Files.createDirectories(folder.resolve(name).resolve("below"));
        for (int i = 0; i < FILES; i++) {
            byte[] bytes = new byte[random.nextInt(700_000)];
            random.nextBytes(bytes);
            for (int at = 0; at < bytes.length && i % 2 == 0; at++) {
                bytes[at] &= 15;
            }
            Files.write((i % 3 == 0 ? files : files.resolveSibling("")).resolve("file" + i), bytes);
        }
        return files.resolveSibling("");
    }

    void backup(Restic restic, String host, String compression, Path... paths) throws IOException {
        List<String> command = new ArrayList<>(List.of("backup", "--quiet", "--host", host));
        if (version > 1) {
            command.addAll(List.of("--compression", compression));
        }
        Stream.of(paths).map(Path::toString).forEach(command::add);
        restic.ok(command.toArray(String[]::new));
    }

    /** What the next sessions write they write as if none of the others had written anything yet. */
    interface Session {
        void on(Restic restic) throws IOException;
    }

    /**
     * Lets sessions run on one repository as if at the same moment: each sees it as it was before, and what they write comes together.
     * Real clients do the same if they begin before the others have written an index, which a test cannot rely on.
     */
    void atOnce(String name, List<Session> sessions) throws IOException {
        Path repository = data().resolve(name);
        Path before = folder.resolve("before");
        copy(repository, before);
        for (int i = 0; i < sessions.size(); i++) {
            Path own = folder.resolve("own" + i);
            copy(before, own);
            sessions.get(i).on(client(generation, own));
            copy(own, repository);
        }
    }

    /** Copies all files of a directory that are not in the other yet. */
    static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> tree = Files.walk(from)) {
            for (Path path : tree.toList()) {
                Path copy = to.resolve(from.relativize(path).toString());
                if (Files.isDirectory(path)) {
                    Files.createDirectories(copy);
                } else if (!Files.exists(copy)) {
                    Files.copy(path, copy);
                }
            }
        }
    }
}
