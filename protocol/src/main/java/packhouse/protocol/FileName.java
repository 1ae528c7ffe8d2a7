package packhouse.protocol;

import java.util.Optional;

/**
 * The only way to name a stored file: the one config of a repository, or a kind together with an id.
 *
 * <p>An instance is safe to turn into a path: it holds nothing that came unchecked from a client.
 */
public sealed interface FileName {

    /** The config, which is named by its kind alone. */
    record Config() implements FileName {
        @Override
        public FileType type() {
            return FileType.CONFIG;
        }

        @Override
        public String toString() {
            return "config";
        }
    }

    /** One of many files of a kind. */
    record Numbered(FileType type, FileId id) implements FileName {
        public Numbered {
            if (!type.isContentNamed()) {
                throw new IllegalArgumentException("the config has no id");
            }
        }

        @Override
        public String toString() {
            return type + "/" + id;
        }
    }

    /** The kind of the file. */
    FileType type();

    /** The config of a repository. */
    static FileName config() {
        return new Config();
    }

    /** A file that is named by its content. */
    static FileName of(FileType type, FileId id) {
        return new Numbered(type, id);
    }

    /** The digest that the content must have, empty for the config. */
    default Optional<FileId> digest() {
        return this instanceof Numbered numbered ? Optional.of(numbered.id()) : Optional.empty();
    }
}
