package packhouse.storage.store.local;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import packhouse.storage.TestClock;
import packhouse.storage.disk.Disk;
import packhouse.storage.disk.Modes;
import packhouse.storage.disk.SimulatedDisk;

/** The contract of a store on the simulated disk, where all changes happen in one tick unless the test says otherwise. */
final class LocalStoreOnSimulatedDiskTest extends LocalStoreContract {

    private final TestClock clock = new TestClock();
    private final SimulatedDisk disk = new SimulatedDisk(clock);
    private boolean made;

    @Override
    Disk disk() {
        return disk;
    }

    @Override
    Path top() {
        if (!made) {
            made = true;
            makeTop();
        }
        return Path.of("/top");
    }

    private void makeTop() {
        try {
            disk.makeDirectory(Path.of("/top"), Modes.PRIVATE);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    InstantSource clock() {
        return clock;
    }

    @Override
    protected void letTimePass() {
        clock.advance(Duration.ofMinutes(1));
    }
}
