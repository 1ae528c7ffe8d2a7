package packhouse.storage.history;

import static org.assertj.core.api.Assertions.assertThat;
import static packhouse.storage.store.Uploads.content;
import static packhouse.storage.store.Uploads.upload;

import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import packhouse.protocol.FileName;
import packhouse.protocol.FileType;
import packhouse.storage.store.Uploads;

/** What was disturbed is put in order before anything is built on it, whoever comes to his end meanwhile. */
final class VaultTest {

    private static final byte[] FIRST = content(new Random(3), 900);
    private static final byte[] SECOND = content(new Random(4), 900);

    /** More steps than a delete takes. */
    private static final int MOST = 40;

    /** A repository whose second file left the store in a delete that failed before it was written down. */
    private static final class Half {
        final Machine machine = new Machine();
        final Gate gate = new Gate();
        final Vault vault =
                new Vault(machine.store, machine.disk, machine.side, machine.clock, machine.said::add, gate);
        final Deletions deletions = new Deletions(machine.store, machine.disk, vault, gate);

        Half() throws IOException {
            upload(machine.store, name(FIRST), FIRST);
            upload(machine.store, name(SECOND), SECOND);
            deletions.delete(name(FIRST), false);
            vault.recover();
        }

        /** Whether the file was gone when the disk failed at this step. */
        boolean failsHalfway(int step) throws IOException {
            machine.disk.failAt(machine.disk.steps() + step);
            try {
                deletions.delete(name(SECOND), false);
                return false;
            } catch (IOException e) {
                return machine.live(name(SECOND)).isEmpty();
            }
        }

        /** The changes of the disk that it takes to put all in order. */
        long recovery() throws IOException {
            long before = machine.disk.steps();
            vault.recover();
            return machine.disk.steps() - before;
        }
    }

    private static FileName name(byte[] content) {
        return FileName.of(FileType.DATA, Uploads.id(content));
    }

    @Test
    void whatHasComeToItsEndNeedsNoRecovery() throws IOException {
        Half half = new Half();
        half.vault.disturbed();
        half.vault.settled();
        assertThat(half.recovery()).isZero();
    }

    /** A replacement is real and still carries aside what it hid, with the gate open; then a delete fails; then the replacement ends. */
    @Test
    void aDeleteThatFailedMeanwhileIsNotForgottenWhenAReplacementEnds() throws IOException {
        long changes = 0;
        for (int step = 1; step <= MOST; step++) {
            Half half = new Half();
            half.vault.disturbed();
            if (half.failsHalfway(step)) {
                half.vault.settled();
                // Nothing is left to do where the delete was written down, and only its folder not forced.
                changes += half.recovery();
            }
        }
        assertThat(changes).isPositive();
    }
}
