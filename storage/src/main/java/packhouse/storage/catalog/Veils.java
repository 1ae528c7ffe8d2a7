package packhouse.storage.catalog;

/** Makes veils that only the holder of the repository's key can lift. */
@FunctionalInterface
interface Veils {

    /** A veil for one use; the same label always gives the same, and two labels have nothing in common. */
    Veil of(String label);
}
