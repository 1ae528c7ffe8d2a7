package packhouse.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.UserPrincipal;
import java.util.Optional;
import packhouse.protocol.RepoPath;
import packhouse.protocol.admin.Message;
import packhouse.protocol.admin.Question;
import packhouse.protocol.admin.Trouble;
import packhouse.server.inspect.Problems;
import packhouse.storage.disk.Modes;

/** What the files of a repository that no server holds are like: those that come have to be like them, so that its server can use them. */
final class OfflineFiles {

    /** Belongs to whoever runs this process, whatever name he has. */
    private static final Path SELF = Path.of("/proc/self");

    private final Path repository;

    OfflineFiles(Path directory, RepoPath path) {
        Path at = directory;
        for (String folder : path.folders()) {
            at = at.resolve(folder);
        }
        this.repository = at;
    }

    /** Why nothing can be done there by this process, empty if it can. */
    Optional<Message> objection(RepoPath path, Question question) throws IOException {
        Path like = like();
        // A config that was deleted may be what is wanted back.
        boolean trash = question.isAboutTrash();
        if (!Files.exists(like) || (like.equals(repository) && !trash)) {
            return Optional.of(Problems.noRepository(path));
        }
        UserPrincipal owner = Files.getOwner(like);
        if (owner.equals(Files.getOwner(SELF))) {
            return Optional.empty();
        }
        return Optional.of(Trouble.FAILED.problem(
                like + " belongs to " + owner.getName() + ", who could not use what another user writes",
                "run it as " + owner.getName() + ", for instance with sudo -u " + owner.getName()));
    }

    /** What is said when another packhouse holds the directory, or this one cannot. */
    static Message held(BadConfiguration e) {
        return Trouble.LOCKED.problem(
                String.valueOf(e.getMessage()),
                "leave out --offline, and the server that holds it does the work; name its --state-dir if it has one");
    }

    private Path like() {
        Path config = repository.resolve("config");
        return Files.exists(config) ? config : repository;
    }

    /** Permissions as those of the files that are there, since nobody says with which flags they are served. */
    Modes modes() throws IOException {
        return Files.getPosixFilePermissions(like()).contains(PosixFilePermission.GROUP_WRITE)
                ? Modes.GROUP
                : Modes.PRIVATE;
    }
}
