package packhouse.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whoever guesses, one hash is made. */
class GuessTest {

    private final PlainHasher hasher = new PlainHasher();

    @ParameterizedTest
    @CsvSource({
        "bcrypt,  wrong password",
        "sha,     wrong password",
        "plain,   hash is of an unknown kind",
        "nobody,  no such user"
    })
    void timeDoesNotTellWhoExists(String user, String why) throws Exception {
        String file =
                "bcrypt:" + PlainHasher.stored("secret") + "\nsha:{SHA}qvTGHdzF6KLavt4PO0gs2a6pQ00=\nplain:wrong\n";
        Users users = Users.parse(Path.of("users"), file.getBytes(StandardCharsets.UTF_8));
        Guess guess = users.guess(user, new Password("wrong".getBytes(StandardCharsets.UTF_8)));

        assertThat(guess.isRight(hasher)).isFalse();
        assertThat(hasher.made).containsExactly("10:wrong");
        assertThat(guess.why()).isEqualTo(why);
    }
}
