package packhouse.protocol.admin;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What the admin API answers, as records whose components are the names in JSON. Within {@code v1} components are added, never
 * renamed or removed, so a reader ignores what it does not know.
 */
public final class Views {

    /** The process lives. Needs no login. */
    public static final String HEALTH = "/healthz";

    /** The server can do its work. Needs no login. */
    public static final String READINESS = "/readyz";

    /** {@link Summary}. */
    public static final String SUMMARY = "/api/v1/summary";

    /** Before the id of a repository and what is asked about it, see {@link Question}. */
    public static final String REPOSITORIES = "/api/v1/repos/";

    /** What is asked under {@link #REPOSITORIES} with an {@link Unlocking}. */
    public static final String UNLOCK = "unlock";

    /** What is asked there so that the server forgets the key. */
    public static final String LOCK = "lock";

    /** {@link JobsView}; with a slash and an id, a {@link JobView}. */
    public static final String JOBS = "/api/v1/jobs";

    /** What is asked below a job: its {@link LogView}. */
    public static final String LOG = "log";

    private Views() {}

    /** How the server as a whole is. */
    public enum State {
        /** It does its work. */
        READY("ready"),
        /** It runs, but cannot do its work; the server log says why. */
        NOT_READY("not-ready"),
        /** It was asked to stop and finishes what it is at. */
        STOPPING("stopping");

        private final String word;

        State(String word) {
            this.word = word;
        }

        /** As it is written in JSON. */
        public String word() {
            return word;
        }
    }

    /**
     * The answer of both health endpoints, which tell strangers nothing else.
     *
     * @param status {@code ok} or {@code not ready}
     */
    public record Health(String status) {
        /** All is well. */
        public static final Health OK = new Health("ok");

        /** It is not; why stands in the server log only. */
        public static final Health NOT_READY = new Health("not ready");
    }

    /**
     * The server on one screen.
     *
     * @param version of the server
     * @param uptimeSeconds since it started
     * @param state a {@link State#word}; later versions may know more of them
     * @param counted whether every repository on disk has been counted since the start; until then numbers are too small
     * @param storage the file system below
     * @param repositoryCount how many repositories there are
     * @param bytes what they hold together
     * @param repositories in the order of their paths; fewer than {@code repositoryCount} if there are very many
     */
    public record Summary(
            String version,
            long uptimeSeconds,
            String state,
            boolean counted,
            Storage storage,
            int repositoryCount,
            long bytes,
            List<Repository> repositories) {

        public Summary {
            repositories = List.copyOf(repositories);
        }
    }

    /**
     * Where repositories lie.
     *
     * @param path the served directory
     * @param sizeBytes of its file system
     * @param freeBytes what the server may still write there
     */
    public record Storage(String path, long sizeBytes, long freeBytes) {}

    /**
     * One repository.
     *
     * @param path as in its URL; {@code /} for the one at the root
     * @param id what stands for it in the URLs of this API, see {@link RepositoryId}
     * @param bytes of all its files
     * @param files how many there are
     * @param lastSnapshotAt when the newest snapshot arrived, empty ({@code null} in JSON) if none did
     * @param unlocked that the server holds its key; empty if it is sealed
     */
    public record Repository(
            String path,
            String id,
            long bytes,
            Files files,
            Optional<Instant> lastSnapshotAt,
            Optional<Unlock> unlocked) {}

    /**
     * The server holds the key of a repository, and can read all that is in it.
     *
     * @param until when it forgets the key; empty means not before the repository is locked or the server ends
     */
    public record Unlock(Optional<Instant> until) {}

    /** Numbers of files, by {@link packhouse.protocol.FileType}. */
    public record Files(long config, long data, long index, long keys, long locks, long snapshots) {

        /** All of them. */
        public long all() {
            return config + data + index + keys + locks + snapshots;
        }
    }

    /**
     * Who may log in.
     *
     * @param file that says so
     */
    public record Users(String file, List<User> users) {
        public Users {
            users = List.copyOf(users);
        }
    }

    /**
     * A backup user.
     *
     * @param hash how the password is stored
     * @param canLogIn whether a password stored like that can ever be right
     */
    public record User(String name, String hash, boolean canLogIn) {}

    /**
     * Why there is no other answer: "problem details" of RFC 9457, {@code application/problem+json}.
     *
     * @param type {@code urn:packhouse:problem:} and the code
     * @param title the kind of problem in a few words
     * @param status the HTTP status once more
     * @param code never changes, for programs
     * @param detail this very problem in a sentence
     * @param instance the path that was asked for
     * @param hint what to do about it
     */
    public record Problem(
            String type, String title, int status, String code, String detail, String instance, String hint)
            implements Message {

        @Override
        public String messageType() {
            return "error";
        }

        /** A problem whose type is made of its code. */
        public static Problem of(int status, String code, String title, String detail, String instance, String hint) {
            return new Problem("urn:packhouse:problem:" + code, title, status, code, detail, instance, hint);
        }
    }
}
