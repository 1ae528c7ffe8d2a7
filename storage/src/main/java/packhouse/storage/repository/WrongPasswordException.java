package packhouse.storage.repository;

import java.io.IOException;

/** No key file of a repository opens with the password that was given. */
public final class WrongPasswordException extends IOException {

    private static final long serialVersionUID = 1;

    /** None of {@code keys} key files opens. */
    public WrongPasswordException(int keys) {
        super("wrong password: none of " + keys + " keys opens with it");
    }
}
