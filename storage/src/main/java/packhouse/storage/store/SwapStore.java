package packhouse.storage.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.OptionalLong;
import packhouse.protocol.FileName;
import packhouse.storage.disk.Modes;

/**
 * A store in which files can take the place of others in one instant. Whoever does so holds their names from {@link #expect} and
 * {@link #swap} on, until {@link #release}: meanwhile uploads of these names wait, and deletes of them find nothing. A file that
 * is coming is not there for anybody; one that is leaving is in no list, but can still be read.
 */
public interface SwapStore extends Store {

    /** Permissions of the files here. */
    Modes modes();

    /** The length of what lies under this name, whether or not it is shown; empty if nothing does. */
    OptionalLong lies(FileName name) throws IOException;

    /** Holds the name for a file that is coming, unless one lies there already, whose length this is. */
    OptionalLong expect(FileName name) throws IOException;

    /**
     * Renames a file to the place of an expected name. Durable once {@link #forceFolder} has returned.
     *
     * @throws java.nio.file.NoSuchFileException if nothing lies at {@code from}
     */
    void moveIn(FileName name, Path from) throws IOException;

    /**
     * Renames a file over the one of this name, which is seen throughout: first the old one, then the new one. Durable once
     * {@link #forceFolder} has returned.
     *
     * @throws java.nio.file.NoSuchFileException if nothing lies at {@code from}
     */
    void replace(FileName name, Path from) throws IOException;

    /** Shows the files that came and hides those that leave. Each list has all of it or nothing. */
    void swap(Collection<FileName> came, Collection<FileName> leave);

    /** Whether a change has hidden it and not yet moved it out, see {@link #swap}. */
    boolean isLeaving(FileName name);

    /**
     * Renames what lies under a name to {@code to}, on the same file system, in the place of what may lie there. Lasts once the
     * directory of {@code to} is forced, and then {@link #forceFolder}, in this order.
     *
     * @return false if nothing lies there
     */
    boolean moveOut(FileName name, Path to) throws IOException;

    /**
     * The same for a file that has been replaced and can be read at {@code to} from now on. Where people read the directory itself,
     * a pack stays for them under its old name, see {@link #linger}: they read index files once, and packs by them for as long as they work.
     *
     * @return false if nothing lies there
     */
    boolean putAside(FileName name, Path to) throws IOException;

    /**
     * Finds out whether a file that lies at {@code aside} still has its old name too. If so a pack goes on having it for those who read the
     * directory itself, and for nobody else; where nobody does, the name is removed.
     */
    void linger(FileName name, Path aside) throws IOException;

    /** Removes the old name of a file that lingers and lies at {@code aside}, if it has it. Durable once {@link #forceFolder} has returned. */
    boolean leave(FileName name, Path aside) throws IOException;

    /** Whether any file may be lingering. */
    boolean hasLingering();

    /** Lets nobody see the name but those who use the directory itself, until {@link #reveal}; nothing lies there yet. */
    void conceal(FileName name);

    /** Ends that. */
    void reveal(FileName name);

    /** Holds the name no longer for a change: what lies there is shown, unless it lingers. */
    void release(FileName name);

    /** Holds no name any longer for a change. */
    void releaseAll();
}
