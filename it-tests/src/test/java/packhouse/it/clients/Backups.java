package packhouse.it.clients;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import packhouse.it.support.Restic;

/** What most sessions do. */
final class Backups {

    private Backups() {}

    /** Backs up some paths. */
    static void save(Restic restic, List<Path> paths, String... flags) throws IOException {
        List<String> command = new ArrayList<>(List.of("backup", "--quiet"));
        command.addAll(List.of(flags));
        paths.forEach(path -> command.add(path.toString()));
        restic.ok(command.toArray(String[]::new));
    }

    /** Reads every byte of the repository back and lets the client judge it. */
    static void check(Restic restic) throws IOException {
        restic.ok("check", "--read-data");
    }
}
