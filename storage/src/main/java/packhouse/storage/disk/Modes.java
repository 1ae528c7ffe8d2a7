package packhouse.storage.disk;

/** Permissions of what the server creates, before the umask cuts them; those of rest-server. */
public enum Modes {
    /** Directories 0700, files 0600. */
    PRIVATE("rwx------", "rw-------"),
    /** Directories 0770, files 0660: {@code --group-accessible-repos}. */
    GROUP("rwxrwx---", "rw-rw----");

    private final String directory;
    private final String file;

    Modes(String directory, String file) {
        this.directory = directory;
        this.file = file;
    }

    String directory() {
        return directory;
    }

    String file() {
        return file;
    }
}
