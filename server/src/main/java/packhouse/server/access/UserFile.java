package packhouse.server.access;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The users of an htpasswd file, followed as the file changes. A file that is broken, unreadable, gone or over a limit changes nothing:
 * whoever could log in before still can, and one warning says so.
 *
 * <p>Reading waits for the disk: {@link #look} and {@link #reload} are for threads that may. {@link #users} never waits.
 */
public final class UserFile {

    /** How often to look. A change is then in force within 30 s, the time that rest-server takes, even if the disk is slow. */
    static final Duration LOOK_EVERY = Duration.ofSeconds(10);

    /** A time stamp younger than this may stay the same through another change: the coarsest file systems count in 2 s. */
    static final Duration SETTLED = Duration.ofSeconds(2);

    /** What a file that is not there means at start. */
    public enum Missing {
        /** Somebody named it, so it has to be there. */
        REFUSED,
        /** It is only the default: nobody is a user yet. */
        NO_USERS
    }

    /** What shows that a file has changed. */
    private record Stamp(Object mtime, long size, Optional<Object> key, boolean settled) {}

    private final Path file;
    private final InstantSource clock;
    private final AccessReport report;

    private volatile Users users = Users.none();
    private volatile boolean sound = true;
    private @Nullable Stamp read;
    private boolean everRead;
    private String trouble = "";

    private UserFile(Path file, InstantSource clock, AccessReport report) {
        this.file = file;
        this.clock = clock;
        this.report = report;
    }

    /**
     * Reads the file for the first time.
     *
     * @throws IOException naming the file if it cannot be used; a missing one only if that is refused
     */
    public static UserFile open(Path file, Missing missing, InstantSource clock, AccessReport report)
            throws IOException {
        UserFile opened = new UserFile(file, clock, report);
        try {
            opened.take();
        } catch (NoSuchFileException e) {
            if (missing == Missing.REFUSED) {
                throw new IOException(sentence(file, e), e);
            }
            opened.trouble = sentence(file, e);
            report.notice("no users yet: " + file + " does not exist. Cure: packhouse user add NAME");
        } catch (IOException e) {
            throw new IOException(sentence(file, e), e);
        }
        return opened;
    }

    /** The file as it was named. */
    public Path path() {
        return file;
    }

    /** How many users there are right now, those who cannot log in included. */
    public int count() {
        return users.hashes().size();
    }

    /**
     * Whether the file could be read when it was last looked at. One that has never been there is sound: nobody is a user yet. Never
     * waits.
     */
    public boolean isSound() {
        return sound;
    }

    Users users() {
        return users;
    }

    /** Reads the file again if it looks different; to be called every {@link #LOOK_EVERY}. */
    public synchronized void look() {
        Stamp before = read;
        try {
            if (before == null || !before.settled() || !before.equals(stamp())) {
                take();
            }
        } catch (IOException e) {
            keepOld(e);
        }
    }

    /** Reads the file again, come what may. */
    public synchronized void reload() {
        trouble = "";
        try {
            take();
            report.notice(file + " read: " + count() + " users");
        } catch (IOException e) {
            keepOld(e);
        }
    }

    private void keepOld(IOException cause) {
        sound = !everRead && cause instanceof NoSuchFileException;
        read = null;
        String now = sentence(file, cause);
        if (!now.equals(trouble)) {
            trouble = now;
            report.warning(now + "; the " + count() + " users known so far stay");
        }
    }

    /** The stamp is taken first: a change while reading then shows at the next look. */
    private void take() throws IOException {
        Stamp stamp = stamp();
        Users fresh = Users.read(file);
        boolean same =
                fresh.hashes().equals(users.hashes()) && fresh.complaints().equals(users.complaints());
        read = stamp;
        everRead = true;
        sound = true;
        trouble = "";
        users = fresh;
        if (!same) {
            fresh.complaints().forEach(report::warning);
        }
    }

    private Stamp stamp() throws IOException {
        BasicFileAttributes seen = Files.readAttributes(file, BasicFileAttributes.class);
        boolean settled =
                seen.lastModifiedTime().toInstant().isBefore(clock.instant().minus(SETTLED));
        return new Stamp(seen.lastModifiedTime(), seen.size(), Optional.ofNullable(seen.fileKey()), settled);
    }

    private static String sentence(Path file, IOException cause) {
        if (cause instanceof NoSuchFileException) {
            return "user file " + file + " does not exist";
        }
        if (cause instanceof AccessDeniedException) {
            return "user file " + file + " cannot be read: permission denied";
        }
        return "user file: " + cause.getMessage();
    }
}
