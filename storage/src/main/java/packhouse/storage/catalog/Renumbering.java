package packhouse.storage.catalog;

import java.io.IOException;

/** Is told what becomes of the ordinals of blobs, in ascending order of both. */
interface Renumbering {

    /** Nobody wants to know. */
    Renumbering UNHEARD = new Renumbering() {
        @Override
        public void kept(int old, int now) {}

        @Override
        public void added(int now) {}

        @Override
        public void gone(int old) {}
    };

    /** The old and the new generation have the blob. */
    void kept(int old, int now) throws IOException;

    /** Only the new one has. */
    void added(int now) throws IOException;

    /** Only the old one had. */
    void gone(int old) throws IOException;
}
