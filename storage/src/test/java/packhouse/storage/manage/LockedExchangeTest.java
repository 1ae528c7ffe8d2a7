package packhouse.storage.manage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import packhouse.protocol.FileType;
import packhouse.storage.Golden;
import packhouse.storage.history.Cause;
import packhouse.storage.history.Exchange;
import packhouse.storage.history.Outcome;
import packhouse.storage.history.Replacement;
import packhouse.storage.repository.LockedExchange;
import packhouse.storage.repository.OwnLock;
import packhouse.storage.repository.Unlocked;

/** Changes that people see coming who use the directory themselves. */
final class LockedExchangeTest {

    private static final Replacement NOTHING = new Replacement(Cause.REPACKED, List.of(), List.of());

    @TempDir
    private Path top = Path.of("");

    private Estate estate() throws IOException {
        return new Estate(new Golden("restic-0.19.1", "v2-auto"), top);
    }

    private static long locks(Estate estate) throws IOException {
        try (Stream<Path> files = Files.list(estate.directory.resolve("locks"))) {
            return files.count();
        }
    }

    private LockedExchange exchange(Estate estate, Unlocked opened, AtomicInteger pauses) throws IOException {
        Exchange history = estate.repository.history().orElseThrow();
        return new LockedExchange(
                history,
                estate.repositories.ownLock(Estate.PATH).orElseThrow(),
                new OwnLock.Owner("nas", 7),
                opened,
                new Random(1),
                span -> pauses.incrementAndGet());
    }

    @Test
    void aLockLiesOnTheDiskAfterAPauseWhenConsentIsGivenAndNoneAfterwards() throws IOException {
        Estate estate = estate();
        AtomicInteger pauses = new AtomicInteger();
        StringBuilder seen = new StringBuilder();
        try (Unlocked opened = estate.opened()) {
            Outcome outcome = exchange(estate, opened, pauses).replace(NOTHING, () -> {
                seen.append(locks(estate)).append(" after ").append(pauses).append("; ");
                assertThat(estate.repository.list(FileType.LOCKS).orElseThrow().count())
                        .as("locks that clients see")
                        .isZero();
                return Optional.empty();
            });
            assertThat(outcome).isInstanceOf(Outcome.Done.class);
        }
        assertThat(seen).hasToString("0 after 0; 1 after 1; ");
        assertThat(locks(estate)).isZero();
    }

    @Test
    void whileSomebodyIsAtWorkThereIsNoLockAtAll() throws IOException {
        Estate estate = estate();
        AtomicInteger pauses = new AtomicInteger();
        try (Unlocked opened = estate.opened()) {
            assertThat(exchange(estate, opened, pauses).replace(NOTHING, () -> Optional.of("somebody is there")))
                    .isEqualTo(new Outcome.Refused("somebody is there"));
        }
        assertThat(pauses).hasValue(0);
        assertThat(locks(estate)).isZero();
    }

    @Test
    void whoCameInThePauseIsLetIn() throws IOException {
        Estate estate = estate();
        AtomicInteger pauses = new AtomicInteger();
        try (Unlocked opened = estate.opened()) {
            Outcome outcome = exchange(estate, opened, pauses)
                    .replace(NOTHING, () -> pauses.get() == 0 ? Optional.empty() : Optional.of("somebody came"));
            assertThat(outcome).isEqualTo(new Outcome.Refused("somebody came"));
        }
        assertThat(locks(estate)).isZero();
    }
}
