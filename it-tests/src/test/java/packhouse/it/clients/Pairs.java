package packhouse.it.clients;

import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import packhouse.it.support.Program;
import packhouse.it.support.Transport;

/** Every client generation with every transport that it knows. */
final class Pairs {

    private Pairs() {}

    static Stream<Arguments> all() {
        return Stream.of(
                arguments(Program.OLD_RESTIC, Transport.HTTP),
                arguments(Program.NEW_RESTIC, Transport.HTTP),
                arguments(Program.OLD_RESTIC, Transport.HTTPS),
                arguments(Program.NEW_RESTIC, Transport.HTTPS),
                arguments(Program.NEW_RESTIC, Transport.UNIX));
    }
}
