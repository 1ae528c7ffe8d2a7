package packhouse.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A refusal carries the status, the sentence and the header that the reference asks for. */
final class RefusalTest {

    @ParameterizedTest
    @EnumSource
    void everyKindIsAnErrorWithAPhrase(Refusal.Kind kind) {
        assertThat(kind.status()).isBetween(400, 599);
        assertThat(kind.phrase()).matches("[A-Z][A-Za-z ]+");
        assertThat(Refusal.of(kind).detail()).isEqualTo(kind.phrase());
        assertThat(Refusal.of(kind).status()).isEqualTo(kind.status());
        assertThat(Refusal.of(kind).header()).isEmpty();
    }

    @Test
    void noTwoKindsShareAStatus() {
        assertThat(Refusal.Kind.values()).extracting(Refusal.Kind::status).doesNotHaveDuplicates();
    }

    @Test
    void aDetailReplacesThePhrase() {
        Refusal refusal = Refusal.of(Refusal.Kind.BAD_REQUEST, "the body does not hash to its name");
        assertThat(refusal.detail()).isEqualTo("the body does not hash to its name");
        assertThat(refusal.status()).isEqualTo(400);
    }

    @Test
    void whoUsesTheWrongMethodIsToldTheRightOnes() {
        Refusal refusal = Refusal.methodNotAllowed("HEAD, GET");
        assertThat(refusal.status()).isEqualTo(405);
        assertThat(refusal.header()).contains(new Refusal.Header("Allow", "HEAD, GET"));
    }

    @Test
    void whoAsksBehindTheEndIsToldTheLength() {
        Refusal refusal = Refusal.rangeNotSatisfiable(11);
        assertThat(refusal.status()).isEqualTo(416);
        assertThat(refusal.header()).contains(new Refusal.Header("Content-Range", "bytes */11"));
    }

    @Test
    void nothingIsKnownAboutWhatIsNotThere() {
        assertThat(Refusal.notFound()).isEqualTo(Refusal.of(Refusal.Kind.NOT_FOUND));
        assertThat(Refusal.notFound().status()).isEqualTo(404);
    }
}
